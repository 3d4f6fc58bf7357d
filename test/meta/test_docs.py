#!/usr/bin/env python3
# test/meta/test_docs.py - The README and docs/ say what is so
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Relative links lead somewhere, named scripts exist, and the numbers of rules
and libraries that the README states are those of this tree."""

import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def rules(front_end):
    return sum(
        bool(re.search(rf"^{front_end}:", page.read_text().split("---")[1], re.M))
        for page in (ROOT / "docs/rules").glob("firmcop-*.md")
    )


class Docs(unittest.TestCase):
    def test_relative_links_lead_somewhere(self):
        for page in PAGES:
            for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text()):
                if not re.match(r"[a-z]+:", target):
                    self.assertTrue(
                        (page.parent / target).exists(),
                        f"{page.relative_to(ROOT)} links to {target}",
                    )

    def test_named_scripts_exist(self):
        for page in PAGES:
            for name in re.findall(r"\bscript/[\w.-]*\w", page.read_text()):
                self.assertTrue((ROOT / name).exists(), f"{page.name}: {name}")

    def test_readme_counts(self):
        text = " ".join((ROOT / "README.md").read_text().split())
        self.assertIn(f"with {rules('source')} rules for firmware", text)
        self.assertIn(f"inside by {rules('image')} rules", text)
        libraries = len(list((ROOT / "core/models").glob("*.json")))
        self.assertIn(f"{libraries} libraries and platforms", text)


if __name__ == "__main__":
    unittest.main()
