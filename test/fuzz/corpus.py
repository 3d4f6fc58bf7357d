"""Makes small fixtures of every format with the real tools, and replays them.

usage: corpus.py FOLDER firmcop-replay
"""

import os
import pathlib
import shutil
import subprocess
import sys

os.environ["PATH"] += ":/usr/sbin:/sbin"
folder, replay = pathlib.Path(sys.argv[1]), sys.argv[2]
inputs = pathlib.Path(__file__).resolve().parents[1] / "image/Inputs"
shutil.rmtree(folder, ignore_errors=True)
root = folder / "root"
(root / "etc").mkdir(parents=True)
(root / "etc/passwd").write_text("root:*:0:0::/:/bin/sh\n")
(root / "numbers").write_text("\n".join(map(str, range(700))))
(root / "link").symlink_to("etc/passwd")
shutil.copy("/bin/true", root / "prog")
(folder / "env.txt").write_text("bootcmd=run x\nbootdelay=3\n")
(folder / "fit.its").write_text(
    """/dts-v1/; / { description = "x"; #address-cells = <1>;
images { k { description = "k"; data = /incbin/("root/numbers"); type = "kernel";
arch = "arm"; os = "linux"; compression = "none"; load = <0>; entry = <0>;
hash-1 { algo = "sha256"; }; }; };
configurations { default = "c"; c { kernel = "k"; }; }; };"""
)

inputs = pathlib.Path(__file__).resolve().parents[1] / "image/Inputs"


twins = inputs.parent / "twins"


def signed_by(script, *names):
    """Signed images that a generator of twins makes."""
    work = "signed-" + script.split(".")[0]
    moves = " && ".join(f"mv {work}/{n}.img x.{work}-{n}" for n in names)
    return f"python3 {twins}/{script} {work} && {moves}"


def written_by(script, *names):
    """Fixtures that one of the tests' own writers makes in its folder."""
    work = script.split(".")[0]
    moves = " && ".join(f"mv {work}/{n} x.{work}-{n}" for n in names)
    return f"mkdir -p {work} && (cd {work} && python3 {inputs}/{script} ../prog ../root/numbers) && {moves}"


commands = [
    "mksquashfs root x.sqfs -comp gzip -quiet -no-progress -all-root",
    "mksquashfs root x.xz.sqfs -comp xz -quiet -no-progress -all-root",
    "mksquashfs root x.zst.sqfs -comp zstd -quiet -no-progress -all-root",
    "mkfs.jffs2 -l -e 64KiB -d root -o x.le.jffs2",
    "mkfs.jffs2 -b -e 64KiB -d root -o x.be.jffs2",
    "mkfs.cramfs root x.cramfs && mkfs.cramfs -p -N big root x.be.cramfs",
    "genromfs -d root -f x.romfs",
    "mkfs.erofs x.erofs root && mkfs.erofs -zlz4 -C65536 x.lz4.erofs root",
    "mkfs.erofs -zlz4 -Elegacy-compress x.old.erofs root",
    "mkfs.erofs --chunksize=4096 x.chunks.erofs root",
    "mksquashfs root x.lzo.sqfs -comp lzo -quiet -no-progress -all-root",
    f"{sys.executable} {inputs}/squashfs.py root x.sqfs3 --version=3 --order=big",
    f"{sys.executable} {inputs}/squashfs.py root x.lzma.sqfs3 --version=3 "
    "--codec=lzma-raw",
    "mkfs.ubifs -m 512 -e 15360 -c 200 -x zlib -r root -o x.ubifs",
    "printf '[a]\\nmode=ubi\\nimage=x.ubifs\\nvol_id=0\\nvol_type=dynamic\\n"
    "vol_name=a\\nvol_alignment=1\\n' > ini && ubinize -m 512 -p 16KiB -o x.ubi ini",
    "mke2fs -q -F -t ext2 -b 1024 -d root x.ext2 256",
    "mke2fs -q -F -t ext4 -O ^has_journal -b 1024 -d root x.ext4 256",
    "mkfs.fat -C x.fat 200 && mcopy -s -i x.fat root/etc root/numbers ::",
    f"{sys.executable} {inputs}/yaffs2.py root x.yaffs2 --page=512/16",
    "cd root && find . | cpio -o -H newc --quiet > ../x.cpio",
    "cd root && find . | cpio -o -H odc --quiet > ../x.odc",
    "cd root && tar cf ../x.tar .",
    "cd root && zip -qry ../x.zip .",
    "cd root && 7z a ../x.7z .",
    "cd root && ar rc ../x.ar numbers prog",
    "genisoimage -quiet -R -o x.iso root/etc",
    "gzip -k x.tar && bzip2 -k x.tar && xz -k x.tar && zstd -q -k x.tar",
    "lz4 -q x.tar x.tar.lz4 && lz4 -q -l x.tar x.tar.lz4l",
    "xz --format=lzma -k x.tar",
    "mkimage -A arm -T kernel -C gzip -d x.tar.gz x.uimage",
    "mkimage -A arm -T multi -C none -d x.tar.gz:x.sqfs x.multi",
    "mkimage -T sunxi_egon -A arm -n x -d root/numbers x.egon",
    f"python3 {inputs}/option_rom.py pc uefi > x.rom",
    "mkimage -f fit.its x.fit && mkimage -E -f fit.its x.efit",
    "mkenvimage -s 0x2000 -o x.env env.txt",
    "cat x.env x.uimage x.sqfs x.cpio > x.dump",
    "head -c 3000 root/prog > prog",
    "srec_cat prog -binary -offset 0x8000 env.txt -binary -offset 0x90000 -o x.hex -Intel",
    "srec_cat prog -binary -offset 0x8000 env.txt -binary -offset 0x90000 -o x.srec",
    "cp prog x.dfu && dfu-suffix -v 0483 -p df11 -a x.dfu",
    written_by("uf2.py", "x.dfuse", "two.uf2"),
    "img2simg root/numbers x.simg 4096",
    "mkbootimg --kernel prog --ramdisk env.txt --dtb env.txt --header_version 2 -o x.boot",
    "truncate -s 200K x.gpt && printf 'label: gpt\\nstart=64, size=30, name=a\\n' | sfdisk -q x.gpt",
    "truncate -s 200K x.mbr && printf 'start=64, size=30, type=83\\nstart=100, size=200, type=5\\nstart=101, size=20\\n' | sfdisk -q -X dos x.mbr",
    "(printf IKCFG_ST; gzip -n -c env.txt; printf IKCFG_ED) > x.ikconfig",
    "echo 'software = {};' > sw-description && echo sw-description | cpio -o -H crc --quiet > x.swu",
    "(cat x.sqfs; printf 'FWx0\\0\\0\\0\\0\\1\\0\\0\\0\\0\\0\\0\\020') > x.fwtool",
    "python3 -c \"import struct; open('x.cortexm','wb').write(struct.pack('<32I', 0x20005000, *[0x8000081] * 6, *[0] * 4, 0x8000081, 0x8000081, 0, *[0x8000081] * 18) + b'\\x10\\xb5' * 90)\"",
    written_by("recognised.py", "x.dex", "x.macho", "x.rar4", "x.rar5", "x.fv", "x.qcow2"),
    written_by("vendors.py", "trx2", "chk", "seama", "tplink", "shrs", "tplink-safeloader", "wrg"),
    written_by("vendors.py", "jboot-update", "bcm-tag", "ubiquiti", "xiaomi", "intel-flash", "cfe"),
    written_by("archives.py", "a.cab", "a.lha", "a.lha2", "a.rar4", "a.rar5", "a.xar", "s.lzip", "s.zlib"),
    "lzop -o x.lzop x.tar && compress -c x.tar > x.tar.Z",
    f"python3 {inputs}/nvram.py x.nvram http_passwd=a1b2c3 b=c",
    "sqlite3 x.db \"create table t(name text, value text); insert into t values('password','a1b2c3')\" && tar cf x.db.tar x.db && rm x.db",
    "printf 'password = \"a1b2c3\"; t = {password = \"a1b2c3\"}' > x.lua && luac5.1 -o x.luac x.lua && tar cf x.luac.tar x.luac && rm x.lua x.luac",
    "printf 'password = \"a1b2c3\"; f(password=\"a1b2c3\")' > m.py && python3 -c \"import py_compile; py_compile.compile('m.py', 'm.pyc')\" && tar cf x.pyc.tar m.pyc",
    written_by("avb.py", "partition.img", "signed.vbmeta"),
    written_by("mcuboot.py", "signed.mcu"),
    written_by("esp.py", "app.bin", "flash.bin", "nvs.bin"),
    written_by("esp8266.py", "v1.bin", "v2.bin"),
    signed_by("fit.py", "good-rsa"),
    signed_by("mcuboot.py", "good-ec"),
    signed_by("esp.py", "good-ecdsa"),
    signed_by("avb.py", "good"),
    signed_by("swupdate.py", "good-cms"),
    signed_by("rauc.py", "good-verity"),
    signed_by("openwrt.py", "good-chain"),
    signed_by("feeds.py", "opkg-good", "debian-good"),
    signed_by("openpgp.py", "good", "keybox", "others"),
    signed_by("apk.py", "good", "adb-good", "adb-deflated"),
]
for command in commands:
    subprocess.run(command, shell=True, cwd=folder, check=True, capture_output=True)
fixtures = sorted(str(p) for p in folder.glob("x.*"))
sys.exit(subprocess.run([replay, *fixtures]).returncode)
