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
import re
import shlex
import statistics
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
BIN = ROOT / "build/release/bin"


class Cost(NamedTuple):
    """What a process, or several after each other, took."""

    user: float = 0  # seconds
    system: float = 0  # seconds
    memory: float = 0  # peak of one process, in MiB

    @property
    def seconds(self):
        return self.user + self.system

    def __add__(self, other):
        return Cost(self.user + other.user, self.system + other.system,
                    max(self.memory, other.memory))


def measured(command, expected=(0, 1), **options):
    """The cost of a command; its findings, an exit code of 1, do not matter."""
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **options
    ) as process:
        errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in expected:
        sys.exit(f"{shlex.join(map(str, command))}\n{errors.decode()[-2000:]}")
    return Cost(usage.ru_utime, usage.ru_stime, usage.ru_maxrss / 1024)


def instructions(command, expected=(0, 1), **options):
    """Instructions of a command and of the processes that it starts."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "log")
        measured(["valgrind", "--tool=callgrind", "--trace-children=yes",
                  f"--log-file={log}.%p", "--callgrind-out-file=/dev/null", *command],
                 expected, **options)
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


def median(costs):
    """The run in the middle."""
    costs = sorted(costs, key=lambda cost: cost.seconds)
    return costs[len(costs) // 2]


def entries_of(build, count):
    database = json.loads((Path(build) / "compile_commands.json").read_text())
    return list({e["file"]: e for e in database}.values())[:count]


def reference_commands(entries):
    """Clang's command for each file: that of the database without the flags
    that only another compiler knows. Ends the run where Clang cannot read a
    file, for what it costs to fail says nothing."""
    commands = []
    for entry in entries:
        words = entry.get("arguments") or shlex.split(entry["command"])
        words = [w for w in words[1:] if w != "-c"]
        if "-o" in words:
            at = words.index("-o")
            del words[at : at + 2]
        command = ["clang-19", "-fsyntax-only", "-w", *words]
        run = partial(subprocess.run, cwd=entry["directory"], check=False,
                      capture_output=True, text=True)
        while unknown := re.findall(
                r"(?:un(?:known|supported) (?:argument|option):?|invalid value '.*' in) '([^']+)'",
                run(command).stderr):
            command = [w for w in command if w not in unknown]
        if (last := run(command)).returncode != 0:
            sys.exit(f"{shlex.join(command)}\n{last.stderr[-2000:]}")
        commands.append((command, entry["directory"]))
    return commands


def syntax_only(commands, measure=measured):
    """What Clang costs over the same files, one process each."""
    return [measure(command, expected=(0,), cwd=folder) for command, folder in commands]


def source(arguments):
    entries = entries_of(arguments.p, arguments.files)
    files = [os.path.join(e["directory"], e["file"]) for e in entries]
    commands = reference_commands(entries)
    compare(
        f"firmcop-tidy : clang-19 -fsyntax-only, {len(entries)} files of {arguments.p}",
        lambda: measured([BIN / "firmcop-tidy", "--quiet", "--checks=-*,firmcop-*",
                          "-p", arguments.p, *files]).seconds,
        lambda: sum(syntax_only(commands), Cost()).seconds,
        arguments.rounds,
    )


def program(arguments):
    """What the parts of a whole-program analysis cost."""
    tidy = [BIN / "firmcop-tidy", "--quiet", "--checks=-*,firmcop-*"]
    entries = entries_of(arguments.p, None)
    commands = reference_commands(entries)
    clang = median(sum(syntax_only(commands), Cost()) for _ in range(arguments.rounds))
    print(f"clang-19 -fsyntax-only, {len(entries)} files of {arguments.p}: "
          f"{clang.seconds:.2f} s (user {clang.user:.2f}), {clang.memory:.0f} MiB a process")

    def show(title, runs):
        cost = median(runs)
        print(f"{title}: {cost.seconds:.2f} s = {cost.seconds / clang.seconds:.2f}, "
              f"user {cost.user:.2f} s = {cost.user / clang.user:.2f}, "
              f"{cost.memory:.0f} MiB a process = {cost.memory / clang.memory:.2f}")
        return cost.seconds

    with tempfile.TemporaryDirectory() as folder:
        rounds = range(arguments.rounds)
        capture = [*tidy, "-p", arguments.p, f"--capture-to={folder}/units"]
        whole = [*tidy, "-p", arguments.p, f"--cache={folder}/cache"]
        read = show("  each file", [measured(capture) for _ in rounds])
        link = show("  link and solve", [measured([*tidy, f"--link={folder}/units"]) for _ in rounds])
        show("  in one go, first time", [measured(whole)])
        show("  in one go, nothing changed", [measured(whole) for _ in rounds])
        # A file whose entry is gone is read again, as one that was changed.
        cached = (p for p in Path(folder, "cache").rglob("*") if p.is_file())
        largest = max(cached, key=lambda p: p.stat().st_size)
        largest.unlink()
        show("  in one go, one file changed", [measured(whole)])
        print(f"  link and solve are {100 * link / (read + link):.0f} % of the whole")


def counts(arguments):
    """The same in instructions, which do not depend on the machine's load."""
    tidy = [BIN / "firmcop-tidy", "--quiet", "--checks=-*,firmcop-*", "--jobs=1"]
    entries = entries_of(arguments.p, arguments.files)
    files = [os.path.join(e["directory"], e["file"]) for e in entries]
    reference = sum(syntax_only(reference_commands(entries), instructions))
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
