"""Makes hostile files of the fixtures that corpus.py made, and gives all of them
to binscan.

usage: hostile.py FIXTURES OUT binscan

Each fixture is cut off where headers end, and gets sizes, offsets and counts in its
first structures that lie; with these come bombs, loops, names and links that lead
out. Whatever a file is: binscan ends in time, no worker dies, the file is in the
result, and nothing is written outside of the folder that was named.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

INPUTS = pathlib.Path(__file__).resolve().parents[1] / "image/Inputs"
# Ends of headers: uImage, cramfs, squashfs 4 and 3, tar, ext, a page of flash.
CUTS = (12, 64, 76, 96, 119, 512, 1080, 2048)
LIES = (b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f", bytes(4))
FIELDS = (4, 8, 12, 16, 20, 28, 40, 44, 48, 52, 63, 64, 72, 80, 87, 95,
          1028, 1048, 1064, 1112)
SECONDS = 60  # for each image; far more than any takes


def damaged(fixtures, out):
    # Not every cut and every lie for every fixture: they take turns.
    for number, fixture in enumerate(fixtures):
        data = fixture.read_bytes()
        for turn, cut in enumerate((*CUTS, len(data) // 2, len(data) - 1)):
            if cut < len(data) and (turn + number) % 2 == 0:
                (out / f"{fixture.name}-cut-{cut}").write_bytes(data[:cut])
        for turn, at in enumerate(FIELDS):
            if at + 4 <= len(data) and (turn + number) % 4 == 0:
                lie = LIES[(turn // 4 + number) % len(LIES)]
                (out / f"{fixture.name}-lie-{at}").write_bytes(
                    data[:at] + lie + data[at + 4:])


def made(out):
    def run(script, *arguments):
        subprocess.run([sys.executable, INPUTS / script, *arguments], cwd=out,
                       check=True)
    run("hostile.py")
    run("hostile_links.py", "links2.tar")
    run("romfs_loop.py", "romfs.loop")
    run("jffs2.py", "jffs2")
    for name in ("damaged", "loop"):
        shutil.move(out / "jffs2" / name, out / f"jffs2.{name}")
    shutil.rmtree(out / "jffs2")


def listing_of(folder):
    return sorted(str(p) for p in folder.rglob("*"))


def binscan(program, folder, *arguments):
    run = subprocess.run([program, f"--time-limit={SECONDS}", *arguments],
                         cwd=folder, capture_output=True, check=False,
                         timeout=500)
    errors = run.stderr.decode(errors="replace")
    assert run.returncode in (0, 1, 3), (run.returncode, errors[-2000:])
    for word in ("ended by signal", "ended early", "--time-limit", "more memory",
                 "could not finish"):
        lines = [line for line in errors.splitlines() if word in line]
        assert not lines, lines[:5]
    return run.stdout


def main():
    fixtures = sorted(pathlib.Path(sys.argv[1]).glob("x.*"))
    out, program = pathlib.Path(sys.argv[2]).resolve(), os.path.abspath(sys.argv[3])
    shutil.rmtree(out, ignore_errors=True)
    files = out / "files"
    files.mkdir(parents=True)
    damaged(fixtures, files)
    made(files)
    names = sorted(os.listdir(files))
    assert len(names) >= 300, len(names)
    before, start = listing_of(out), time.monotonic()

    listed = json.loads(binscan(program, files, "--list=json", *names))
    assert [image["image"] for image in listed] == names, "not all accounted for"
    binscan(program, files, "--quiet", "--fail-on=none", "--sarif=../log.sarif",
            *names)
    artifacts = json.loads((out / "log.sarif").read_text())["runs"][0]["artifacts"]
    paths = {a["location"]["uri"] for a in artifacts if "parentIndex" not in a}
    assert len(paths) == len(names), (len(paths), len(names))
    (out / "log.sarif").unlink()

    binscan(program, files, "--quiet", "--extract=../extracted", *names)
    subprocess.run([sys.executable, INPUTS / "check_inside.py", out / "extracted"],
                   check=True)
    shutil.rmtree(out / "extracted")
    assert listing_of(out) == before, "something was written elsewhere"
    print(f"{len(names)} hostile files, {time.monotonic() - start:.0f} seconds")


if __name__ == "__main__":
    main()
