#!/usr/bin/env python3
# test/platforms/check.py - What is found in programs for many platforms
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Analyses each program by itself. A comment says what is wrong with the
statement behind it:

    // finds input: firmcop-unchecked-index
    // misses update: firmcop-unverified-update-install

What is found elsewhere is noise, except by rules that ask for more than the
absence of a weakness (ASIDE). A miss that is found fails as well, so that it
does not stay one.

    test/platforms/check.py DIR [--program FILE] [--list]
"""

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "bench")]
from tidy import TIDY, run_tidy

LABEL = re.compile(r"\s*// (finds|misses) (\w+): (firmcop-[\w-]+)$")
LANGUAGES = {".c": ["clang", "-std=gnu11"], ".cpp": ["clang++", "-std=c++17"]}
REACH = 4  # lines that a statement may have
ASIDE = {f"firmcop-{name}" for name in """
    auth-event-not-logged blocking-call-without-timeout cleartext-credential-storage
    cleartext-protocol ignored-network-error incomplete-factory-reset
    listen-on-all-interfaces no-anti-rollback non-atomic-persistent-write
    non-constant-time-compare obsolete-function open-setup-access-point
    password-received-unencrypted personal-data-logged predictable-random
    reboot-on-network-loss reconnect-without-backoff secure-boot-not-enabled
    sensing-capability setup-mode-without-timeout storage-encryption-off
    unchecked-numeric-parse unchecked-parser-result unprotected-provisioning
    watchdog-not-enabled""".split()}


def labels_of(program):
    """(kind, family, rule, lines) of each label."""
    found, waiting = [], []
    for number, line in enumerate(program.read_text().splitlines(), start=1):
        label = LABEL.match(line)
        if label:
            # The statement ends where the next label stands.
            found = [(*each[:3], range(each[3].start, min(each[3].stop, number)))
                     for each in found]
            waiting.append(label.groups())
            continue
        found += [(*each, range(number, number + REACH)) for each in waiting]
        waiting = []
    return found


def analyse(program, folder, tidy):
    folder.mkdir(parents=True, exist_ok=True)
    command = [*LANGUAGES[program.suffix], "-w", "-I", str(HERE / "include"), "-c", str(program)]
    database = [{"directory": str(HERE), "file": str(program), "arguments": command}]
    (folder / "compile_commands.json").write_text(json.dumps(database))
    run = run_tidy(["-p", folder], folder, tidy)
    if run.failed:
        sys.exit(f"{program} does not compile")
    return {(each.rule, each.line) for each in run.findings}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--program", type=Path, default=TIDY)
    parser.add_argument("--list", action="store_true", help="misses")
    arguments = parser.parse_args()
    total, found, wrong = defaultdict(Counter), defaultdict(Counter), []
    programs = sorted(each for each in HERE.glob("*/*.c*") if each.parent.name != "include")
    for program in programs:
        name = program.relative_to(HERE)
        findings = analyse(program, arguments.folder.resolve() / name, arguments.program)
        told = set()
        for kind, family, rule, lines in labels_of(program):
            here = {each for each in findings if each[0] == rule and each[1] in lines}
            told |= here
            total[program.parent.name][family] += 1
            found[program.parent.name][family] += bool(here)
            if bool(here) != (kind == "finds"):
                wrong.append(f"{name}:{lines.start}: {rule} is {'found' if here else 'not found'}")
            elif arguments.list and not here:
                print(f"{name}:{lines.start}: misses {rule}")
        wrong += [f"{name}:{line}: noise, {rule}"
                  for rule, line in sorted(findings - told) if rule not in ASIDE]
    families = sorted({family for each in total.values() for family in each})
    print(f"{'':12}" + "".join(f"{family:>13}" for family in families))
    for platform in sorted(total):
        print(f"{platform:12}" + "".join(
            f"{found[platform][each]:>6} of {total[platform][each]:>3}"
            if total[platform][each] else f"{'-':>13}" for each in families))
    everything = sum(sum(each.values()) for each in total.values())
    print(f"{sum(sum(each.values()) for each in found.values())} of {everything} found "
          f"in {len(programs)} programs")
    if wrong:
        sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main()
