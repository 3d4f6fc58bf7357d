#!/usr/bin/env python3
# test/bench/bench_images.py - What a scan of an image costs
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints one table of what binscan costs, beside named references in the same
run: unsquashfs, which only unpacks, and `binwalk -Me` where it is installed.

    test/bench/bench_images.py [--tree DIR] [--rounds N] [--random MIB]

The images are SquashFS file systems of files of the Debian packages that are
installed, those of the highest priority first: one of the size of a router's,
by each compression, and one of 300 MiB of files, or of DIR. Seconds of a median
differ from machine to machine and with the load, which is printed; ratios are
what to quote.
"""

import argparse
import os
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINSCAN = ROOT / "build/release/bin/binscan"
MIB = 2**20
ROUTER, LARGE = 32 * MIB, 300 * MIB
DAY = "--as-of=2026-01-01"
# What no firmware ships.
LEFT_OUT = ("/usr/share/doc", "/usr/share/man", "/usr/share/locale", "/usr/include",
            "/usr/share/info", "/usr/share/lintian")


class Cost:
    """Seconds of CPU and of the wall, and the peak memory of a process in MiB."""

    def __init__(self, command, accepted=(0, 1, 3), limit=None):
        start = time.monotonic()
        with subprocess.Popen([*map(str, command)], stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL) as process:
            if limit:
                try:
                    process.wait(limit)
                except subprocess.TimeoutExpired:
                    process.kill()
                    raise
                self.wall = time.monotonic() - start
                return
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        self.wall = time.monotonic() - start
        self.cpu = usage.ru_utime + usage.ru_stime
        self.user = usage.ru_utime
        self.memory = usage.ru_maxrss / 1024
        if process.returncode not in accepted:
            sys.exit(f"{shlex.join(map(str, command))}: exit {process.returncode}")


def installed_files():
    """Files of installed packages, the most important packages first."""
    rank = {"required": 0, "important": 1, "standard": 2}
    lines = subprocess.run(
        ["dpkg-query", "-W", "-f=${db:Status-Status} ${Priority} ${binary:Package}\n"],
        capture_output=True, check=True, text=True).stdout.splitlines()
    packages = sorted((rank.get(priority, 3), name)
                      for status, priority, name in map(str.split, lines)
                      if status == "installed")
    for _, name in packages:
        files = subprocess.run(["dpkg-query", "-L", name], capture_output=True,
                               check=True, text=True).stdout
        yield from (f for f in files.splitlines() if not f.startswith(LEFT_OUT))


def compose(tree, size):
    """Copies installed files into a tree until it has that size."""
    total = 0
    for name in installed_files():
        source, target = Path(name), Path(f"{tree}{name}")
        if source.is_symlink() or not source.is_file() or target.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
        total += source.stat().st_size
        if total >= size:
            return
    sys.exit(f"the installed packages have {total / MIB:.0f} MiB only; use --tree")


def pack(tree, image, method):
    subprocess.run(["mksquashfs", tree, image, "-comp", method, "-all-root", "-quiet",
                    "-no-progress"], check=True, stdout=subprocess.DEVNULL)


def row(what, ours, reference=None, unit="s"):
    text = f"{what:<58}{ours:8.2f} {unit:<3}"
    if reference is not None:
        text += f" : {reference:7.2f} {unit:<3} = {ours / reference:6.2f}"
    print(text, flush=True)


def median(runs, of):
    return statistics.median(getattr(run, of) for run in runs)


def scan(image, *options):
    return Cost([BINSCAN, "--quiet", DAY, *options, image])


def measure(name, image, folder, rounds):
    """The rows of one image."""
    name += f", {os.path.getsize(image) / MIB:.0f} MiB"
    one, two, unpack = [], [], []
    for _ in range(rounds):  # in turns, so that all see the same load
        one.append(scan(image, "--jobs=1"))
        unpack.append(Cost(["unsquashfs", "-q", "-n", "-p", "1", "-f", "-d",
                            f"{folder}/out", image], accepted=(0, 2)))
        two.append(scan(image, "--jobs=2"))
        shutil.rmtree(f"{folder}/out", ignore_errors=True)
    row(f"{name}: CPU of the scan : unsquashfs", median(one, "cpu"), median(unpack, "cpu"))
    # unsquashfs writes files, which costs as much system time as the host likes.
    row(f"{name}: the same without system time", median(one, "user"),
        median(unpack, "user"))
    row(f"{name}: wall, one thread : two", median(one, "wall"), median(two, "wall"))
    row(f"{name}: peak memory, one thread : two", median(one, "memory"),
        median(two, "memory"), "MiB")
    cache = f"--cache={folder}/cache"
    cold = scan(image, cache)
    warm = [scan(image, cache) for _ in range(rounds)]
    row(f"{name}: CPU with a cache, warm : cold", median(warm, "cpu"), cold.cpu)
    row(f"{name}: wall with a cache, warm : cold", median(warm, "wall"), cold.wall)
    shutil.rmtree(f"{folder}/cache")
    return median(two, "wall")


def beside_binwalk(name, image, folder, ours, limit):
    what = f"{name}: wall : binwalk -Me"
    if not shutil.which("binwalk"):
        print(f"{what}: skipped, it is not installed", flush=True)
        return
    try:
        theirs = Cost(["binwalk", "-Me", "--run-as=root", "-C", f"{folder}/binwalk", image],
                      limit=limit)
        row(what, ours, theirs.wall)
    except subprocess.TimeoutExpired:
        row(f"{what}, which did not end in {limit} s", ours, limit)
    shutil.rmtree(f"{folder}/binwalk", ignore_errors=True)


def random_bytes(folder, size):
    image = f"{folder}/random"
    with open(image, "wb") as file:
        for _ in range(size):
            file.write(os.urandom(MIB))
    costs = scan(image)
    row(f"{size} MiB of random bytes: wall", costs.wall)
    row(f"{size} MiB of random bytes: CPU", costs.cpu)
    row(f"{size} MiB of random bytes: peak memory", costs.memory, unit="MiB")


def load():
    return ", ".join(f"{value:.1f}" for value in os.getloadavg())


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--tree", help="files of the large image instead of packages'")
    parser.add_argument("--random", type=int, default=1024, metavar="MIB")
    parser.add_argument("--methods", default="xz,gzip,zstd", help="of the router's image")
    parser.add_argument("--method", default="gzip", help="of the large image")
    parser.add_argument("--binwalk-limit", type=int, default=600, metavar="SECONDS")
    arguments = parser.parse_args()
    print(f"{os.cpu_count()} processors, load {load()}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        random_bytes(folder, arguments.random)
        os.unlink(f"{folder}/random")
        compose(f"{folder}/router", ROUTER)
        for method in arguments.methods.split(","):
            image = f"{folder}/router-{method}"
            pack(f"{folder}/router", image, method)
            wall = measure(f"router, {method}", image, folder, arguments.rounds)
            beside_binwalk(f"router, {method}", image, folder, wall, arguments.binwalk_limit)
        tree = arguments.tree
        if not tree:
            tree = f"{folder}/large"
            compose(tree, LARGE)
        pack(tree, f"{folder}/large.sqfs", arguments.method)
        wall = measure(f"large, {arguments.method}", f"{folder}/large.sqfs", folder,
                       arguments.rounds)
        beside_binwalk(f"large, {arguments.method}", f"{folder}/large.sqfs", folder, wall,
                       arguments.binwalk_limit)
    print(f"load at the end {load()}")


if __name__ == "__main__":
    main()
