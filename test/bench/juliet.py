#!/usr/bin/env python3
# test/bench/juliet.py - Scores firmcop-tidy on the Juliet test suite
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Scores firmcop-tidy on NIST's Juliet 1.3 for C and C++ (not part of this
project; the argument SUITE is the folder that holds 'testcases').

A test case is the files of one name: one bad function, which has the weakness,
and good paths, which have the same shape without it, in one of 48 ways to get
data from a source to a sink (the flow variant). Found is a case of which a bad
function has a finding with a CWE of the kind; a good path with such a finding
is a false positive.

The cases are analysed in a scrambled copy: no comments, and new names for files
and identifiers that tell good from bad. Lines stay where they are.

    test/bench/juliet.py SUITE                      the firmware-related kinds
    test/bench/juliet.py SUITE --cwe 78 --cases 0   all cases of one kind
    test/bench/juliet.py SUITE --cwe 121:CWE129 --by flow --list
"""

import argparse
import hashlib
import json
import re
import shlex
import shutil
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from tidy import TIDY, run_tidy

NATIVE = "78 134 23 36 427 606 789 190 191 194 195 197 680 121:CWE129 122:CWE129 369"
WINDOWS = "256 259 319 321 325 327 328 338 780"
MINGW = ["--target=x86_64-w64-mingw32"]

# A finding is about a kind of weakness when it has one of these numbers.
BOUNDS = {119, 120, 121, 122, 124, 125, 126, 127, 129, 787, 788, 805, 806, 823}
WRAPS = {128, 190, 191, 680}
ACCEPTED = {
    15: {15, 454},
    23: {22, 23, 36, 73},
    36: {22, 23, 36, 73},
    78: {77, 78, 88},
    114: {114, 426, 427},
    121: BOUNDS,
    122: BOUNDS,
    190: WRAPS,
    191: WRAPS,
    194: {192, 194, 195, 196, 681, 839} | BOUNDS,
    195: {192, 194, 195, 196, 681, 839} | BOUNDS,
    197: {192, 194, 195, 196, 197, 681},
    256: {256, 257, 312, 313, 522},
    259: {259, 321, 798, 1391, 1392},
    319: {319, 523},
    321: {259, 320, 321, 798, 1394},
    325: {325, 327},
    327: {326, 327, 328, 1240},
    328: {326, 327, 328, 916},
    338: {330, 331, 335, 338},
    369: {369},
    426: {78, 426, 427},
    427: {426, 427},
    606: {400, 606, 770, 834, 835},
    680: {122, 131, 190, 680},
    780: {327, 780},
    789: {400, 770, 789, 1325},
}

FILE = re.compile(r"^((CWE(\d+)_.+?__(.+))_(\d\d))(?:[a-e]|_(?:bad|good\w*))?\.(?:c|cpp)$")
FUNCTION = re.compile(r"([~\w]+(?:\s*::\s*[~\w]+)*)\s*\(")
GOOD = re.compile(r"good((?:[GB]2[GB])?\d*)", re.I)
TOKEN = re.compile(
    r'(?P<include>^[ \t]*#[ \t]*include[^\n]*)|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\''
    r"|(?P<comment>/\*.*?\*/|//[^\n]*)|(?P<word>[A-Za-z_]\w*)",
    re.S | re.M,
)
TELLING = re.compile(r"bad|good|CWE\d", re.I)


class Case:
    """One test case."""

    def __init__(self, name, cwe, functional, flow):
        self.name, self.cwe, self.functional, self.flow = name, cwe, functional, flow
        self.files = []
        self.is_windows = "w32" in functional or "wchar_t" in functional

    def functions(self):
        """(file, first line, last line, 'bad' or the good path) of each."""
        for path in self.files:
            for name, first, last in bodies(path):
                rest = " ".join(
                    part.replace(self.name, "") for part in re.split(r"\s*::\s*", name)
                )
                side = path.stem.replace(self.name, "") if "::" in name else ""
                if re.search("bad", rest + side, re.I):
                    yield path, first, last, "bad"
                elif match := GOOD.search(rest) or GOOD.search(side):
                    yield path, first, last, match[1].upper() or "good"


def bodies(path):
    """Name and lines of the functions of a file; the suite has the braces of
    functions, and no others but those of namespaces and types, in column 0."""
    head, start = [], None
    for number, line in enumerate(path.read_text("latin-1").splitlines(), 1):
        line = re.sub(r"/\*.*?\*/|//.*", "", line)
        if start:
            if line.startswith("}"):
                if start[0]:
                    yield start[0], start[1], number
                head, start = [], None
        elif line.startswith("{"):
            text = " ".join(head)
            head = []
            if not text.startswith(("namespace", "extern")):
                match = FUNCTION.search(text)
                start = (match[1] if match else "", number)
        elif not line.strip() or line.startswith(("#", "}")) or line.rstrip().endswith(";"):
            head = []
        else:
            head.append(line.strip())


def collect(suite, selector):
    """The cases of '78' or '121:CWE129' (a part of the functional variant)."""
    number, _, part = selector.partition(":")
    folders = list((suite / "testcases").glob(f"CWE{number}_*"))
    if not folders:
        sys.exit(f"{suite}/testcases has no folder CWE{number}_*")
    cases = {}
    for path in sorted(folders[0].rglob("CWE*.c*")):
        if (match := FILE.match(path.name)) and part in match[4]:
            case = cases.setdefault(
                match[1], Case(match[1], int(match[3]), match[4], match[5])
            )
            case.files.append(path)
    return list(cases.values())


def sample(cases, count):
    """Takes cases in turns from all flow variants, always the same ones."""
    if not count or count >= len(cases):
        return cases
    by_flow = defaultdict(list)
    for case in sorted(cases, key=lambda c: digest(c.name)):
        by_flow[case.flow].append(case)
    taken = []
    while len(taken) < count:
        for flow in sorted(by_flow):
            if by_flow[flow] and len(taken) < count:
                taken.append(by_flow[flow].pop())
    return taken


def digest(text):
    return hashlib.sha1(text.encode()).hexdigest()[:10]


def scramble(text):
    """Without comments and telling names; every line stays in its place."""

    def renamed(word):
        if word in ("OMITBAD", "OMITGOOD") or not TELLING.search(word):
            return word
        return "f_" + digest(word)

    def replace(match):
        if match["include"]:
            return re.sub(r"\w+", lambda m: renamed(m[0]), match[0])
        if match["comment"]:
            return re.sub(r"[^\n]", " ", match[0])
        return renamed(match["word"]) if match["word"] else match[0]

    return TOKEN.sub(replace, text)


def write_copy(case, folder, as_is):
    """Puts a case's files into the folder; gives copy -> original."""
    copies = {}
    headers = [h for f in case.files[:1] for h in f.parent.glob(f"{case.name}*.h")]
    for path in case.files + headers:
        stem = path.stem if as_is else "f_" + digest(path.stem)
        copy = folder / (stem + path.suffix)
        text = path.read_bytes().decode("latin-1")
        copy.write_bytes((text if as_is else scramble(text)).encode("latin-1"))
        if path in case.files:
            copies[copy] = path
    return copies


def analyse(files, windows, support, folder, arguments):
    """Runs firmcop-tidy over files as one program."""
    flags = (MINGW if windows else []) + ["-w", f"-I{support}"]
    files = [*files, support / "io.c"]
    database = [
        {"directory": str(folder), "file": str(f), "arguments": ["clang", *flags, "-c", str(f)]}
        for f in files
    ]
    (folder / "compile_commands.json").write_text(json.dumps(database))
    return run_tidy(["-p", folder, *arguments.tidy], folder, arguments.program)


class Score:
    """What is counted of a group of cases."""

    def __init__(self):
        self.cases = self.skipped = self.found = self.clean = self.good = self.noisy = 0
        self.misses, self.rules = Counter(), Counter()

    def row(self):
        share = lambda a, b: f"{a / b:.3f}" if b else "n/a"
        return (
            f"{self.cases:6}{self.skipped:6}{self.found:6}{self.good:7}{self.noisy:6}"
            f"{share(self.found, self.cases):>9}{share(self.found, self.found + self.noisy):>10}"
            f"{share(self.clean, self.cases):>8}"
        )


def judge(case, findings, failed, scores, listing):
    """Adds a case to the scores. 'findings' and 'failed' are of originals."""
    if any(path in failed for path in case.files):
        for score in scores:
            score.skipped += 1
        return
    accepted = ACCEPTED.get(case.cwe, {case.cwe})
    functions = list(case.functions())
    paths = {label for *_, label in functions} - {"bad", "good"}
    found, noisy, others, outside = set(), defaultdict(set), set(), set()
    for path in case.files:
        for finding in findings.get(path, []):
            label = next(
                (l for p, a, b, l in functions if p == path and a - 3 <= finding.line <= b),
                None,
            )
            if label == "bad":
                (found if finding.cwes & accepted else others).add(finding.rule)
            elif finding.cwes & accepted:
                (noisy[label] if label else outside).add(finding.rule)
    cause = f"only {', '.join(sorted(others))}" if others else "silent"
    cause = "found outside of the function" if outside else cause
    for score in scores:
        score.cases += 1
        score.found += bool(found)
        score.good += len(paths | set(noisy))
        score.noisy += len(noisy)
        score.clean += bool(found) and not noisy
        if not found:
            score.misses[cause] += 1
        for rules in noisy.values():
            score.rules.update(rules)
    if listing and not found:
        print(f"  miss  {case.name}: {cause}")
    if listing:
        for label, rules in sorted(noisy.items()):
            print(f"  noise {case.name} {label}: {', '.join(sorted(rules))}")


def run_kind(selector, arguments, support, folder, totals):
    cases = collect(arguments.suite, selector)
    if not arguments.windows:
        cases = [c for c in cases if not c.is_windows] or cases
    cases = sample(cases, arguments.cases)
    copies = {c.name: write_copy(c, folder, arguments.as_is) for c in cases}
    groups = defaultdict(list)
    for case in cases:
        groups[case.name if arguments.link == "case" else case.is_windows].append(case)
    findings, failed, seconds, memory = defaultdict(list), set(), 0.0, 0
    for group in groups.values():
        originals = {c: o for case in group for c, o in copies[case.name].items()}
        run = analyse(originals, group[0].is_windows, support, folder, arguments)
        seconds, memory = seconds + run.seconds, run.megabytes
        failed |= {originals[f] for f in run.failed if f in originals}
        for finding in run.findings:
            if finding.path in originals:
                findings[originals[finding.path]].append(finding)
    total, parts = Score(), defaultdict(Score)
    for case in cases:
        part = parts[getattr(case, arguments.by)] if arguments.by else Score()
        judge(case, findings, failed, [total, totals, part], arguments.list)
    print(f"CWE-{selector:<30}{total.row()}{seconds:9.1f}s{memory:7} MB", flush=True)
    for key in sorted(parts):
        print(f"    {key:30}{parts[key].row()}")
    for cause, count in total.misses.most_common(5):
        print(f"      missed {count:4}: {cause}")
    for rule, count in total.rules.most_common(5):
        print(f"      noise  {count:4}: {rule}")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("suite", type=Path)
    parser.add_argument("--cwe", nargs="+", default=f"{NATIVE} {WINDOWS}".split(),
                        metavar="N[:PART]", help="kinds; PART of the functional variant")
    parser.add_argument("--cases", type=int, default=96, metavar="N",
                        help="of each kind, over all flow variants; 0: all")
    parser.add_argument("--windows", action="store_true",
                        help="also the variants for Windows of kinds that have others")
    parser.add_argument("--link", choices=["directory", "case"], default="directory",
                        help="what is one program: all cases of a kind, or each one")
    parser.add_argument("--by", choices=["flow", "functional"])
    parser.add_argument("--list", action="store_true", help="misses and noise")
    parser.add_argument("--as-is", action="store_true", help="do not scramble")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="leave the copy there")
    parser.add_argument("--program", type=Path, default=TIDY, help="firmcop-tidy")
    parser.add_argument("--tidy", type=shlex.split, default=[], metavar="OPTIONS",
                        help="more options of firmcop-tidy, as one word")
    arguments = parser.parse_args()
    arguments.suite = arguments.suite.resolve()
    print(f"{'':34}{'cases':>6}{'skip':>6}{'found':>6}{'good':>7}{'noisy':>6}"
          f"{'recall':>9}{'precision':>10}{'clean':>8}{'CPU':>10}{'peak':>10}")
    totals = Score()
    with tempfile.TemporaryDirectory() as temporary:
        place = arguments.keep or Path(temporary)
        support = place / "support"
        shutil.copytree(arguments.suite / "testcasesupport", support, dirs_exist_ok=True)
        for selector in arguments.cwe:
            folder = place / selector.replace(":", "-")
            folder.mkdir(exist_ok=True)
            run_kind(selector, arguments, support, folder, totals)
    print(f"{'all':34}{totals.row()}")
    for what, counter in (("missed", totals.misses), ("noise", totals.rules)):
        for key, count in counter.most_common(12):
            print(f"      {what:6} {count:5}: {key}")


if __name__ == "__main__":
    main()
