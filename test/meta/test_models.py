#!/usr/bin/env python3
#===- test/meta/test_models.py - The page of the models is up to date ------===#
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#

import json
import re
import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "core" / "models"
PAGE = ROOT / "docs" / "models.md"
sys.dont_write_bytecode = True
sys.path.insert(0, str(MODELS))

import kinds  # noqa: E402


class Models(unittest.TestCase):
    def test_page_describes_the_kinds(self):
        self.assertGreater(len(kinds.declared()), 40)
        self.assertEqual(PAGE.read_text(), kinds.page(),
                         "run script/generate-docs")
        for name, meaning in kinds.declared():
            self.assertIn(f"| `{name}` | {meaning} |\n", PAGE.read_text())

    def test_example_of_the_page_has_rows_of_the_models(self):
        example = re.search(r"```json\n(.*?)```", PAGE.read_text(), re.DOTALL)
        headers = json.loads(example[1])["headers"]
        model = json.loads((MODELS / "openssl.json").read_text())
        known = [(row["function"], row["kind"], row.get("port"))
                 for header in model["headers"] for row in header["rows"]]
        for row in headers[0]["rows"]:
            self.assertIn((row["function"], row["kind"], row.get("port")),
                          known)

    def test_rows_have_a_line_each(self):
        for path in sorted(MODELS.glob("*.json")):
            lines = [line.strip().rstrip(",")
                     for line in path.read_text().splitlines()]
            for header in json.loads(path.read_text())["headers"]:
                for row in header["rows"]:
                    self.assertIn(json.dumps(row), lines, path.name)

    def test_packages_are_installed_by_setup(self):
        wanted = (ROOT / "script" / "packages.txt").read_text().split()
        for path in sorted(MODELS.glob("*.json")):
            package = json.loads(path.read_text()).get("package")
            if package and package != "libc6-dev":  # comes with the compiler
                self.assertIn(package, wanted, path.name)


if __name__ == "__main__":
    unittest.main()
