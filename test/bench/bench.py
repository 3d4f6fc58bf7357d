#!/usr/bin/env python3
# test/bench/bench.py - What an analysis costs, beside a named reference
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Measures CPU time (user and system, of the whole process) in turns with a
reference in the same run, and prints medians and their ratio. Seconds differ
from machine to machine; the ratio is what to quote.

    test/bench/bench.py source -p BUILD [--files N]   firmcop-tidy : clang -fsyntax-only
    test/bench/bench.py program -p BUILD              the same for a whole program

test/bench/bench_images.py does it for binscan.
"""

import argparse
import json
import os
import resource
import shlex
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = ROOT / "build/release/bin"


def cpu(command, **options):
    """User and system seconds of a command; its findings do not matter."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
        **options,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if run.returncode not in (0, 1):
        sys.exit(f"{shlex.join(map(str, command))}\n{run.stderr.decode()[-2000:]}")
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def peak(command):
    """User and system seconds of a command, and its peak memory in MiB."""
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        sys.exit(f"{shlex.join(map(str, command))}\n{errors.decode()[-2000:]}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def compare(title, ours, reference, rounds):
    """Runs the two in turns; each is a function that gives seconds."""
    ours(), reference()  # warm caches
    pairs = [(ours(), reference()) for _ in range(rounds)]
    ratios = [a / b for a, b in pairs]
    print(
        f"{title}: {statistics.median(a for a, _ in pairs):.2f} s : "
        f"{statistics.median(b for _, b in pairs):.2f} s = "
        f"{statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
    )


def entries_of(build, count):
    database = json.loads((Path(build) / "compile_commands.json").read_text())
    return list({e["file"]: e for e in database}.values())[:count]


def syntax_only(entries):
    """Seconds of Clang over the same files, one process each."""
    seconds = 0.0
    for entry in entries:
        words = entry.get("arguments") or shlex.split(entry["command"])
        words = [w for w in words[1:] if w != "-c"]
        if "-o" in words:
            at = words.index("-o")
            del words[at : at + 2]
        seconds += cpu(
            ["clang-19", "-fsyntax-only", "-w", *words], cwd=entry["directory"]
        )
    return seconds


def source(arguments):
    entries = entries_of(arguments.p, arguments.files)
    files = [os.path.join(e["directory"], e["file"]) for e in entries]
    compare(
        f"firmcop-tidy : clang-19 -fsyntax-only, {len(entries)} files of {arguments.p}",
        lambda: cpu([BIN / "firmcop-tidy", "--quiet", "--checks=-*,firmcop-*", "-p",
                     arguments.p, *files]),
        lambda: syntax_only(entries),
        arguments.rounds,
    )


def program(arguments):
    """What the parts of a whole-program analysis cost."""
    tidy = [BIN / "firmcop-tidy", "--quiet", "--checks=-*,firmcop-*"]
    entries = entries_of(arguments.p, None)
    reference = statistics.median(syntax_only(entries) for _ in range(arguments.rounds))
    print(f"clang-19 -fsyntax-only, {len(entries)} files of {arguments.p}: {reference:.2f} s")

    def show(title, runs):
        seconds = statistics.median(seconds for seconds, _ in runs)
        memory = max(memory for _, memory in runs)
        print(f"{title}: {seconds:.2f} s = {seconds / reference:.2f}, "
              f"{memory:.0f} MiB a process")
        return seconds

    with tempfile.TemporaryDirectory() as folder:
        rounds = range(arguments.rounds)
        capture = [*tidy, "-p", arguments.p, f"--capture-to={folder}/units"]
        whole = [*tidy, "-p", arguments.p, f"--cache={folder}/cache"]
        read = show("  each file", [peak(capture) for _ in rounds])
        link = show("  link and solve", [peak([*tidy, f"--link={folder}/units"]) for _ in rounds])
        show("  in one go, first time", [peak(whole)])
        show("  in one go, nothing changed", [peak(whole) for _ in rounds])
        print(f"  link and solve are {100 * link / (read + link):.0f} % of the whole")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    modes = parser.add_subparsers(required=True)
    of_source = modes.add_parser("source")
    of_source.add_argument("-p", required=True, metavar="BUILD")
    of_source.add_argument("--files", type=int, default=40)
    of_source.set_defaults(run=source)
    of_program = modes.add_parser("program")
    of_program.add_argument("-p", required=True, metavar="BUILD")
    of_program.set_defaults(run=program)
    arguments = parser.parse_args()
    arguments.run(arguments)


if __name__ == "__main__":
    main()
