#!/usr/bin/env python3
# test/variants/generate.py - Writes variants of weaknesses and harmless twins
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Writes, from the scenarios of each platform and the shapes, C files, their
compile database, and manifest.json: per variant its platform, family, scenario,
shape, the rules of which one must report it, and where the weak code and that
of its twin lie, as [file, first line, last line]. Names and layout of the two
do not tell one from the other, and the output is always the same.

    test/variants/generate.py DIR
"""

import importlib
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from scenario import FAMILIES
from shapes import SHAPES, code

PLATFORMS = sorted(path.stem for path in (HERE / "platforms").glob("[a-z]*.py"))


class File:
    """A C file that grows by blocks and remembers where they are."""

    def __init__(self, path, head):
        self.path, self.lines = path, head.splitlines() + [""]
        self.is_needed = False

    def add(self, text):
        if not text:
            return []
        first = len(self.lines) + 1
        self.lines += text.splitlines() + [""]
        self.is_needed = True
        return [[self.path.name, first, len(self.lines) - 1]]

    def write(self):
        if self.is_needed:
            self.path.write_text("\n".join(self.lines))


def generate(folder):
    folder.mkdir(parents=True, exist_ok=True)
    manifest, database = [], []
    number = 0
    for name in PLATFORMS:
        platform = importlib.import_module(f"platforms.{name}")
        main = File(folder / f"{name}.c", platform.HEADERS)
        second = File(folder / f"{name}-second.c", platform.HEADERS)
        for scenario in platform.SCENARIOS:
            assert scenario.family in FAMILIES, scenario
            for shape in scenario.shapes or SHAPES:
                entry = {
                    "platform": name,
                    "family": scenario.family,
                    "scenario": scenario.name,
                    "shape": shape,
                    "rules": scenario.rules,
                }
                # Which of the two comes first says nothing, either.
                for side in ("bad", "good") if number % 4 else ("good", "bad"):
                    number += 1
                    texts = SHAPES[shape](scenario, *code(scenario, side == "bad"))
                    texts = [text.replace("@", str(number)) for text in texts]
                    entry[side] = main.add(texts[0]) + second.add(texts[1])
                manifest.append(entry)
        for file in (main, second):
            file.write()
            if file.is_needed:
                database.append(
                    {
                        "directory": str(folder),
                        "file": file.path.name,
                        "arguments": ["clang", "-std=gnu11", *platform.FLAGS, "-c",
                                      file.path.name],
                    }
                )
    (folder / "compile_commands.json").write_text(json.dumps(database, indent=1))
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1))
    return manifest


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    count = len(generate(Path(sys.argv[1]).resolve()))
    print(f"{count} variants and as many twins, {len(PLATFORMS)} platforms")
