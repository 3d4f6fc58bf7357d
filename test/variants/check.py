#!/usr/bin/env python3
# test/variants/check.py - How many variants are found, and how many twins are not
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs firmcop-tidy over all variants as one program. A variant is found if one
of its rules reports it; a twin is noisy if any of firmcop's rules says
something in it.

    test/variants/check.py DIR [--found 0.9] [--list]
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "bench")]
from generate import generate
from tidy import TIDY, run_tidy


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--found", type=float, default=0.0, metavar="SHARE",
                        help="fail if fewer of a family are found, or if a twin is noisy")
    parser.add_argument("--program", type=Path, default=TIDY)
    parser.add_argument("--list", action="store_true", help="misses and noise")
    arguments = parser.parse_args()
    folder = arguments.folder.resolve()
    manifest = generate(folder)
    run = run_tidy(["-p", folder], folder, arguments.program)
    if run.failed:
        sys.exit(f"do not compile: {', '.join(sorted(map(str, run.failed)))}")

    def reported(places):
        return {
            finding.rule
            for name, first, last in places
            for finding in run.findings
            if finding.path.name == name and first <= finding.line <= last
        }

    total, found, noisy = Counter(), Counter(), Counter()
    for entry in manifest:
        hits = reported(entry["bad"]) & set(entry["rules"])
        noise = reported(entry["good"])
        keys = [("all", ""), *((k, entry[k]) for k in ("family", "platform", "shape"))]
        for key in keys:
            total[key] += 1
            found[key] += bool(hits)
            noisy[key] += bool(noise)
        if arguments.list and (not hits or noise):
            name = " ".join(entry[k] for k in ("platform", "scenario", "shape"))
            if not hits:
                print(f"missed {name}: {places_of(entry['bad'])}, {' or '.join(entry['rules'])}")
            if noise:
                print(f"noisy  {name}: {places_of(entry['good'])}, {' and '.join(sorted(noise))}")
    print(f"{'':28}{'variants':>9}{'found':>7}{'share':>7}{'noisy twins':>13}")
    for key in sorted(total, key=lambda k: (k[0] != "all", k)):
        print(f"{' '.join(key):28}{total[key]:9}{found[key]:7}"
              f"{found[key] / total[key]:7.2f}{noisy[key]:13}")
    print(f"{run.seconds:.1f} s, {run.megabytes} MB")
    few = [key for key in total if found[key] < arguments.found * total[key]
           and key[0] in ("all", "family")]
    if few:
        sys.exit(f"fewer than {arguments.found:.0%} are found: "
                 + ", ".join(" ".join(key).strip() for key in few))
    if arguments.found and noisy["all", ""]:
        sys.exit("twins are noisy")


def places_of(places):
    return ", ".join(f"{name}:{first}-{last}" for name, first, last in places)


if __name__ == "__main__":
    main()
