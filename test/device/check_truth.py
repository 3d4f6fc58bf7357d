#!/usr/bin/env python3
#===- device/check_truth.py - Judge the demo scan -------------*- python -*-===#
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""Compares what the two front ends found on the demo device with truth.json.

usage: check_truth.py TRUTH [SOURCE.sarif IMAGE.sarif]

Each entry of the truth names a rule and a place. With "expect": true a result
of the rule has to be there, with false none may be. Without SARIF files only
the anchors are checked.

A place of "source" is a file below the truth's own directory, one of "image" a
path within the file system that "in" names (see "systems"); paths may hold
the wildcards of a shell. "anchor" narrows it to a line: the only one of the
file that contains this text, or a list of such texts when the rule may point
at any of several lines. "through" extends the last anchor to the next line
that contains it.

Prints what is missed, what is false and, for a person to judge, results that
no entry speaks of. Exit code: 0 as expected, 1 missed or false, 2 bad input.
"""

import fnmatch
import json
import os
import sys
from urllib.parse import unquote


class BadInput(Exception):
    pass


def lines_of(entry, path):
    """The line numbers an entry is about; None for the whole file."""
    anchors = entry.get("anchor")
    if anchors is None:
        return None
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read().splitlines()
    except OSError as error:
        raise BadInput(f"'{path}': {error.strerror}.") from error
    lines = []
    for anchor in [anchors] if isinstance(anchors, str) else anchors:
        hits = [n for n, line in enumerate(text, 1) if anchor in line]
        if len(hits) != 1:
            raise BadInput(f"'{path}': the anchor '{anchor}' is on "
                           f"{len(hits)} lines, not on one.")
        lines.append(hits[0])
    if "through" in entry:
        last = next((n for n in range(lines[-1], len(text) + 1)
                     if entry["through"] in text[n - 1]), None)
        if last is None:
            raise BadInput(f"'{path}': '{entry['through']}' does not follow "
                           f"'{anchor}'.")
        lines += range(lines[-1] + 1, last + 1)
    return set(lines)


class Expectation:
    def __init__(self, entry, pattern, lines):
        self.rule, self.expect = entry["rule"], entry["expect"]
        self.why, self.pattern, self.lines = entry["why"], pattern, lines
        self.hits = []

    def covers(self, result):
        return (result.rule == self.rule and
                fnmatch.fnmatchcase("/" + result.path, self.pattern) and
                (self.lines is None or result.line in self.lines))

    def __str__(self):
        where = self.pattern.removeprefix("*/")
        if self.lines:
            where += f":{min(self.lines)}"
        return f"{where}: {self.rule}: {self.why}"


class Result:
    def __init__(self, result):
        place = result.get("locations", [{}])[0].get("physicalLocation", {})
        self.rule = result.get("ruleId", "")
        self.path = unquote(place.get("artifactLocation", {}).get("uri", ""))
        self.line = place.get("region", {}).get("startLine")
        self.text = result.get("message", {}).get("text", "")

    def __str__(self):
        line = f":{self.line}" if self.line else ""
        return f"{self.path}{line}: {self.rule}: {self.text}"


def load(path):
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except OSError as error:
        raise BadInput(f"'{path}': {error.strerror}.") from error
    except ValueError as error:
        raise BadInput(f"'{path}' is not JSON: {error}.") from error


def read_truth(path):
    """The expectations of the source scan and those of the image scan."""
    truth, base = load(path), os.path.dirname(path)
    source = [Expectation(e, "*/" + e["file"],
                          lines_of(e, os.path.join(base, e["file"])))
              for e in truth["source"]]
    image = []
    for entry in truth["image"]:
        system = truth["systems"][entry.get("in", "root")]
        overlay = os.path.join(base, system["overlay"], entry["path"])
        image.append(Expectation(entry, "*/" + system["path"] + entry["path"],
                                 lines_of(entry, overlay)))
    return source, image


def read_results(path):
    return [Result(r) for run in load(path).get("runs", [])
            for r in run.get("results", [])
            if r.get("kind", "fail") in ("fail", "review") and
            not r.get("suppressions")]


def judge(title, expectations, results):
    """Prints the differences; true when there are none that count."""
    surprises = []
    for result in results:
        covering = [e for e in expectations if e.covers(result)]
        for expectation in covering:
            expectation.hits.append(result)
        if not covering:
            surprises.append(result)
    missed = [e for e in expectations if e.expect and not e.hits]
    false = [(e, r) for e in expectations if not e.expect for r in e.hits]
    wanted = sum(e.expect for e in expectations)
    for expectation in missed:
        print(f"missed: {expectation}")
    for expectation, result in false:
        print(f"false: {result}\n  {expectation.why}")
    for result in surprises:
        print(f"not listed: {result}")
    print(f"{title}: {wanted - len(missed)} of {wanted} weaknesses found, "
          f"{len(false)} false, {len(surprises)} not listed, "
          f"{len(expectations) - wanted} twins")
    return not missed and not false


def main(arguments):
    if len(arguments) not in (1, 3):
        print(__doc__.split("\n\n")[1], file=sys.stderr)
        return 2
    try:
        truth = read_truth(arguments[0])
        results = [read_results(path) for path in arguments[1:]]
    except BadInput as error:
        print(f"check_truth.py: {error}", file=sys.stderr)
        return 2
    verdicts = [judge(*part)
                for part in zip(("source", "image"), truth, results)]
    return 0 if all(verdicts) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
