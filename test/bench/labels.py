#!/usr/bin/env python3
# test/bench/labels.py - Scores firmcop-tidy on labelled places of real source
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Scores firmcop-tidy on labelled places of real firmware source. Neither the
labels nor the source are part of this project.

LABELS is a JSON list of objects: id, corpus, file (the end of its path), lo and
hi (lines), cwe (numbers), cls (a name of the kind) and expect (true: must be
found; false: must stay silent). DATABASES is a folder with a compile database
CORPUS/compile_commands.json of each corpus; each is analysed as one program.

    test/bench/labels.py LABELS.json DATABASES [--corpus NAME ...] [--list]
"""

import argparse
import json
import shlex
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from tidy import TIDY, run_tidy


def lines_of(database):
    """Lines of source in the files of a compile database."""
    count = 0
    for entry in json.loads((database / "compile_commands.json").read_text()):
        path = Path(entry["directory"], entry["file"])
        count += path.read_bytes().count(b"\n") if path.exists() else 0
    return count


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("labels", type=Path)
    parser.add_argument("databases", type=Path)
    parser.add_argument("--corpus", nargs="+", help="only these")
    parser.add_argument("--list", action="store_true", help="every finding")
    parser.add_argument("--program", type=Path, default=TIDY, help="firmcop-tidy")
    parser.add_argument("--tidy", type=shlex.split, default=[], metavar="OPTIONS")
    arguments = parser.parse_args()
    by_corpus = defaultdict(list)
    for label in json.loads(arguments.labels.read_text()):
        by_corpus[label["corpus"]].append(label)
    right, total, rules = Counter(), Counter(), Counter()
    findings_of_all = lines_of_all = 0
    for corpus, labels in by_corpus.items():
        if arguments.corpus and corpus not in arguments.corpus:
            continue
        database = arguments.databases / corpus
        if not (database / "compile_commands.json").exists():
            print(f"{corpus}: no compile database; {len(labels)} labels left out")
            continue
        with tempfile.TemporaryDirectory() as folder:
            run = run_tidy(
                ["-p", database, *arguments.tidy], Path(folder), arguments.program
            )
        lines = lines_of(database)
        findings_of_all, lines_of_all = findings_of_all + len(run.findings), lines_of_all + lines
        rules.update(finding.rule for finding in run.findings)
        print(f"{corpus}: {len(run.findings)} findings in {lines} lines, "
              f"{len(run.failed)} files in part, {run.seconds:.1f} s, {run.megabytes} MB")
        for label in labels:
            hits = sorted(
                f"{finding.rule}:{finding.line}"
                for finding in run.findings
                if str(finding.path).endswith("/" + label["file"])
                and label["lo"] <= finding.line <= label["hi"]
                and finding.cwes & set(label["cwe"])
            )
            key = label["cls"], label["expect"]
            total[key] += 1
            right[key] += bool(hits) == label["expect"]
            verdict = "right" if bool(hits) == label["expect"] else "WRONG"
            print(f"  {verdict} {label['id']:22} {'found' if label['expect'] else 'silent':7}"
                  f"{label['file'].rpartition('/')[2]}:{label['lo']} {' '.join(hits)}")
        if arguments.list:
            for finding in sorted(run.findings, key=lambda f: (f.path, f.line, f.rule)):
                print(f"    {finding.path}:{finding.line} {finding.message} [{finding.rule}]")
    for cls, expect in sorted(total):
        what = "must be found" if expect else "must be silent"
        print(f"{cls:24}{what:16}{right[cls, expect]:4} of {total[cls, expect]}")
    print(f"{'all':24}{'':16}{right.total():4} of {total.total()}; {findings_of_all} findings, "
          f"{1000 * findings_of_all / max(lines_of_all, 1):.2f} per thousand lines")
    print("  " + ", ".join(f"{rule} {count}" for rule, count in rules.most_common()))


if __name__ == "__main__":
    main()
