#!/usr/bin/env python3
# ===- core/models/embed.py - Put the model files into a program ---------=== #
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""Writes the model files as string literals of one C++ file.

A program that carries its models needs no installation path. The text stays
as it is, so that a problem's line is the line of the file in core/models.
"""

import argparse
import pathlib
import sys

# What every C++ compiler must accept as one string literal ([implimits]).
LITERAL_LIMIT = 65536

HEAD = """// Made by core/models/embed.py; do not edit.

#include "Builtin.h"

using namespace std::string_view_literals;

namespace {

// The suffix spares the compiler from counting the characters one by one, which
// it gives up after a million.
constexpr firmcop::BuiltinModelFile Files[] = {
"""

TAIL = """};

} // namespace

std::span<const firmcop::BuiltinModelFile> firmcop::builtinModelFiles() {
  return Files;
}
"""


def literal(text):
    """The text as C++ string literals, one per line of it."""
    lines = []
    for line in text.splitlines(keepends=True):
        escaped = line.replace("\\", "\\\\").replace('"', '\\"')
        escaped = escaped.replace("\n", "\\n")
        lines.append(f'     "{escaped}"\n')
    return "".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("files", type=pathlib.Path, nargs="+")
    arguments = parser.parse_args()

    pieces = []
    for path in sorted(arguments.files, key=lambda path: path.name):
        text = path.read_text(encoding="ascii")
        if len(text) >= LITERAL_LIMIT:
            sys.exit(f"{path}: {len(text)} bytes are too many for one literal; "
                     "split the library into two files")
        pieces.append(f'    {{"{path.name}"sv,\n{literal(text).rstrip()}sv\n    }},\n')
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(HEAD + "".join(pieces) + TAIL, encoding="ascii")


if __name__ == "__main__":
    main()
