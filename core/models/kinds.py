#!/usr/bin/env python3
# ===- core/models/kinds.py - The vocabulary's table in docs/models.md ----=== #
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""Keeps the table of kinds in docs/models.md as core/models/Kinds.cpp has it."""

import argparse
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SOURCE = ROOT / "core" / "models" / "Kinds.cpp"
PAGE = ROOT / "docs" / "models.md"


def declared():
    """Name and meaning of each kind, as the source declares them."""
    text = SOURCE.read_text()
    table = text[text.index("Kinds[] = {"):text.index("};")]
    return [(name, "".join(re.findall(r'"([^"]*)"', meaning)))
            for name, meaning in re.findall(
                r'\{"([^"]+)",\s*((?:"[^"]*"\s*)+)(?:,\s*[\w:]+)?\}', table)]


def page():
    """The page with the table as it should be."""
    rows = "".join(f"| `{name}` | {meaning} |\n" for name, meaning in declared())
    return re.sub(r"(\| kind \|.*\n\|---\|---\|\n)(\|.*\n)*",
                  lambda match: match[1] + rows, PAGE.read_text())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    how = parser.add_mutually_exclusive_group(required=True)
    how.add_argument("--write", action="store_true", help="write the page")
    how.add_argument("--check", action="store_true", help="only compare it")
    arguments = parser.parse_args()
    if arguments.write:
        PAGE.write_text(page())
    elif PAGE.read_text() != page():
        sys.exit("docs/models.md: the table of kinds is stale; "
                 "run script/generate-docs")


if __name__ == "__main__":
    main()
