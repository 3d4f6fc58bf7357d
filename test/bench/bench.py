#!/usr/bin/env python3
# test/bench/bench.py - What an analysis costs, beside a named reference
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Measures CPU time (user and system, of the whole process) in turns with a
reference in the same run, and prints medians and their ratio. Seconds differ
from machine to machine; the ratio is what to quote.

    test/bench/bench.py source -p BUILD [--files N]   firmcop-tidy : clang -fsyntax-only
    test/bench/bench.py program -p BUILD              the same for a whole program
    test/bench/bench.py instructions -p BUILD         instructions by callgrind (slow)

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


def peak(command, **options):
    """User and system seconds of a command, and its peak memory in MiB."""
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **options
    ) as process:
        errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        sys.exit(f"{shlex.join(map(str, command))}\n{errors.decode()[-2000:]}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def instructions(command, **options):
    """Instructions of a command and of the processes that it starts."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "log")
        cpu(["valgrind", "--tool=callgrind", "--trace-children=yes",
             f"--log-file={log}.%p", "--callgrind-out-file=/dev/null", *command],
            **options)
        return sum(
            int(line.rsplit(":", 1)[1])
            for each in Path(folder).iterdir()
            for line in each.read_text().splitlines()
            if "Collected" in line
        )


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


def syntax_only(entries, measure=cpu):
    """What Clang costs over the same files, one process each."""
    costs = []
    for entry in entries:
        words = entry.get("arguments") or shlex.split(entry["command"])
        words = [w for w in words[1:] if w != "-c"]
        if "-o" in words:
            at = words.index("-o")
            del words[at : at + 2]
        costs.append(
            measure(["clang-19", "-fsyntax-only", "-w", *words], cwd=entry["directory"])
        )
    return costs


def source(arguments):
    entries = entries_of(arguments.p, arguments.files)
    files = [os.path.join(e["directory"], e["file"]) for e in entries]
    compare(
        f"firmcop-tidy : clang-19 -fsyntax-only, {len(entries)} files of {arguments.p}",
        lambda: cpu([BIN / "firmcop-tidy", "--quiet", "--checks=-*,firmcop-*", "-p",
                     arguments.p, *files]),
        lambda: sum(syntax_only(entries)),
        arguments.rounds,
    )


def program(arguments):
    """What the parts of a whole-program analysis cost."""
    tidy = [BIN / "firmcop-tidy", "--quiet", "--checks=-*,firmcop-*"]
    entries = entries_of(arguments.p, None)
    clang = [syntax_only(entries, peak) for _ in range(arguments.rounds)]
    reference = statistics.median(sum(seconds for seconds, _ in run) for run in clang)
    memory_of_clang = max(memory for _, memory in clang[0])
    print(f"clang-19 -fsyntax-only, {len(entries)} files of {arguments.p}: "
          f"{reference:.2f} s, {memory_of_clang:.0f} MiB a process")

    def show(title, runs):
        seconds = statistics.median(seconds for seconds, _ in runs)
        memory = max(memory for _, memory in runs)
        print(f"{title}: {seconds:.2f} s = {seconds / reference:.2f}, "
              f"{memory:.0f} MiB a process = {memory / memory_of_clang:.2f}")
        return seconds

    with tempfile.TemporaryDirectory() as folder:
        rounds = range(arguments.rounds)
        capture = [*tidy, "-p", arguments.p, f"--capture-to={folder}/units"]
        whole = [*tidy, "-p", arguments.p, f"--cache={folder}/cache"]
        read = show("  each file", [peak(capture) for _ in rounds])
        link = show("  link and solve", [peak([*tidy, f"--link={folder}/units"]) for _ in rounds])
        show("  in one go, first time", [peak(whole)])
        show("  in one go, nothing changed", [peak(whole) for _ in rounds])
        # A file whose entry is gone is read again, as one that was changed.
        cached = (p for p in Path(folder, "cache").rglob("*") if p.is_file())
        largest = max(cached, key=lambda p: p.stat().st_size)
        largest.unlink()
        show("  in one go, one file changed", [peak(whole)])
        print(f"  link and solve are {100 * link / (read + link):.0f} % of the whole")


def counts(arguments):
    """The same in instructions, which do not depend on the machine's load."""
    tidy = [BIN / "firmcop-tidy", "--quiet", "--checks=-*,firmcop-*", "--jobs=1"]
    entries = entries_of(arguments.p, arguments.files)
    files = [os.path.join(e["directory"], e["file"]) for e in entries]
    reference = sum(syntax_only(entries, instructions))
    print(f"clang-19 -fsyntax-only, {len(entries)} files of {arguments.p}: "
          f"{reference / 1e9:.2f} G instructions")
    with tempfile.TemporaryDirectory() as folder:
        for title, options in (
            ("each file", ["-p", arguments.p, f"--capture-to={folder}/units", *files]),
            ("link and solve", [f"--link={folder}/units"]),
        ):
            count = instructions([*tidy, *options])
            print(f"  {title}: {count / 1e9:.2f} G = {count / reference:.2f}")


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
    of_counts = modes.add_parser("instructions")
    of_counts.add_argument("-p", required=True, metavar="BUILD")
    of_counts.add_argument("--files", type=int, default=10)
    of_counts.set_defaults(run=counts)
    arguments = parser.parse_args()
    arguments.run(arguments)


if __name__ == "__main__":
    main()
