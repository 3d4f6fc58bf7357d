#!/usr/bin/env python3
#===- core/catalogue/generate.py - Rule pages to table and documents -------===#
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""Turns the rule pages and the guidelines into what is made from them.

    generate.py table --out DIR    firmcop/Rules.h and Catalogue.cpp, for CMake
    generate.py docs --write       docs/rules/README.md and docs/guidelines
    generate.py docs --check       fails when these are not up to date
"""

import argparse
import sys
from pathlib import Path

import documents
import guidelines
import pages
import table

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def write_if_changed(path, text):
    """Keeps the time of an unchanged file, so that nothing is rebuilt."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def make_table(options, data, cwes, rules):
    write_if_changed(options.out / "firmcop" / "Rules.h",
                     table.rules_header(rules))
    write_if_changed(options.out / "Catalogue.cpp",
                     table.catalogue_source(data, cwes, rules))
    return 0


def make_documents(options, data, cwes, rules):
    stale = False
    for name, text in documents.all_documents(data, cwes, rules).items():
        path = options.docs / name
        if options.write:
            write_if_changed(path, text)
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale = True
            print(f"{path}:1: error: not up to date; run "
                  "script/generate-docs and commit the result.",
                  file=sys.stderr)
    return 1 if stale else 0


def main(arguments):
    inputs = argparse.ArgumentParser(add_help=False)
    inputs.add_argument("--pages", type=Path, default=ROOT / "docs" / "rules")
    inputs.add_argument("--guidelines", type=Path,
                        default=HERE / "guidelines.json")
    inputs.add_argument("--cwes", type=Path, default=HERE / "cwes.json")
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("table", parents=[inputs],
                              help="write the C++ table")
    one.add_argument("--out", type=Path, required=True)
    one.set_defaults(run=make_table)
    one = commands.add_parser("docs", parents=[inputs],
                              help="write or check the documents")
    one.add_argument("--docs", type=Path, default=ROOT / "docs")
    how = one.add_mutually_exclusive_group(required=True)
    how.add_argument("--write", action="store_true")
    how.add_argument("--check", action="store_true")
    one.set_defaults(run=make_documents)
    options = parser.parse_args(arguments)
    try:
        data = guidelines.read_guidelines(options.guidelines)
        cwes = guidelines.read_cwes(options.cwes)
        rules = pages.read_pages(options.pages, cwes, data.provisions)
    except (pages.PageError, guidelines.DataError) as error:
        print(error, file=sys.stderr)
        return 1
    return options.run(options, data, cwes, rules)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
