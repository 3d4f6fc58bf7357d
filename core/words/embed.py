#!/usr/bin/env python3
# ===- core/words/embed.py - Turn the word lists into a header -----------=== #
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""Writes the lists of the word files as constants of one C++ header.

A file is {"lists": [{"name", "about", "words"}, ...]}: the name is the
constant's, about says what the words have in common, the words are lower case.
"""

import argparse
import json
import pathlib
import re
import sys

HEAD = """// Made by core/words/embed.py; do not edit.

#ifndef FIRMCOP_WORDS_H
#define FIRMCOP_WORDS_H

#include "firmcop/WordSet.h"

namespace firmcop::words {

"""

TAIL = """} // namespace firmcop::words

#endif // FIRMCOP_WORDS_H
"""


def lists_of(path, seen):
    """The lists of a file; ends the program when one is not as it should be."""
    data = json.loads(path.read_text(encoding="ascii"))
    if set(data) != {"lists"}:
        sys.exit(f"{path}: 'lists' is expected, and nothing else")
    for entry in data["lists"]:
        if set(entry) != {"name", "about", "words"}:
            sys.exit(f"{path}: a list has a name, says what it is about, and has words")
        name, words = entry["name"], entry["words"]
        if not re.fullmatch(r"[A-Z][A-Za-z]+", name) or name in seen:
            sys.exit(f"{path}: '{name}' is no name, or there already")
        for word in words:
            if not re.fullmatch(r"[a-z0-9_-]+", word):
                sys.exit(f"{path}: '{word}' of '{name}' is not a word in lower case")
        if len(set(words)) != len(words):
            sys.exit(f"{path}: '{name}' has a word twice")
        seen.add(name)
        yield entry


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("files", type=pathlib.Path, nargs="+")
    arguments = parser.parse_args()

    pieces, seen = [], set()
    for path in sorted(arguments.files, key=lambda path: path.name):
        for entry in lists_of(path, seen):
            name = entry["name"]
            words = ", ".join(f'"{word}"' for word in sorted(entry["words"]))
            pieces.append(f"/// {entry['about']}\n"
                          f"inline constexpr std::string_view {name}Words[] = {{{words}}};\n"
                          f"inline constexpr WordSet {name}{{{name}Words}};\n\n")
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(HEAD + "".join(pieces) + TAIL, encoding="ascii")


if __name__ == "__main__":
    main()
