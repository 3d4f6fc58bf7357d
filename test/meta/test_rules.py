#!/usr/bin/env python3
#===- test/meta/test_rules.py - The house is as its pages say --------------===#
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""Every rule has what a rule needs, and no folder knows what it must not.

What is checked is written as functions of a root folder, so that the tests at
the end can show on small trees that each check is able to fail.
"""

import re
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "core" / "catalogue"))

import guidelines  # noqa: E402
import pages  # noqa: E402

MAX_LINES = 600
CODE = {".h", ".cpp", ".c", ".py", ".cmake", ".test"}

# The table of docs/architecture.md: folder to (folders, libraries). The most
# specific row counts. Standard C++ and the C library are open to all but
# include/, which has standard C++ only.
LAYERS = {
    "include": ({"firmcop"}, set()),
    "core/catalogue": ({"firmcop", "core/catalogue"}, set()),
    "core/models": ({"firmcop", "core/models"}, {"nlohmann"}),
    "core/words": ({"firmcop", "core/words"}, set()),
    "core/flow": ({"firmcop", "core/flow", "core/models"}, set()),
    "sarif": ({"firmcop", "sarif"}, {"nlohmann", "openssl"}),
    "checks": ({"firmcop", "core/flow", "checks", "sarif"}, {"clang", "llvm"}),
    "checks/rules": ({"firmcop", "checks"}, {"clang", "llvm"}),
    "binscan": ({"firmcop", "binscan", "sarif"}, None),
    "binscan/rules": ({"firmcop", "binscan"}, set()),
}
# What binscan must not use, and what it may use in one file each.
NEVER_IN_BINSCAN = {"clang", "checks"}
STANDARD = re.compile(r"[a-z_]+|sys/[a-z_]+\.h|(unistd|fcntl|signal|time|elf|"
                      r"errno|std[a-z]+|string|math|limits|poll)\.h")


def sources(root, folder, suffixes=(".h", ".cpp")):
    return sorted(path for path in (root / folder).rglob("*")
                  if path.suffix in suffixes)


def includes(path):
    """(line number, '<' or '"', name) of every #include."""
    for number, line in enumerate(
            path.read_text(encoding="utf-8").splitlines(), 1):
        if match := re.match(r'\s*#\s*include\s*([<"])([^>"]+)', line):
            yield number, match[1], match[2]


def layer_of(relative):
    rows = [row for row in LAYERS if relative.is_relative_to(row)]
    return max(rows, key=len, default=None)


def library_of(name):
    return {"clang-tidy": "clang", "clang-c": "clang", "llvm-c": "llvm"}.get(
        name.split("/")[0], name.split("/")[0])


def layering_errors(root):
    errors, owner = [], {}
    for top in ("include", "core", "sarif", "checks", "binscan"):
        for path in sources(root, top):
            relative = path.relative_to(root)
            row = layer_of(relative)
            folders, libraries = LAYERS[row]
            for line, mark, name in includes(path):
                where = f"{relative}:{line}"
                if mark == "<" and STANDARD.fullmatch(name):
                    if row == "include" and "." in name:
                        errors.append(f"{where}: <{name}> is not standard C++")
                    continue
                if mark == '"' and (
                        any(name.startswith(f + "/") for f in folders) or
                        ("/" not in name and (path.parent / name).exists())):
                    continue
                library = library_of(name)
                if libraries is None and mark == "<" and \
                        library not in NEVER_IN_BINSCAN:
                    first = owner.setdefault(library, relative)
                    if relative.parent != first.parent or \
                            not relative.name.startswith(first.stem):
                        errors.append(f"{where}: '{library}' belongs to "
                                      f"{first}, its adapter")
                elif libraries is None or library not in libraries:
                    errors.append(f"{where}: {row} must not include '{name}'")
    return errors


def test_files(root, rule, front_end):
    """The lit tests of a rule: <id>.c, or <id>@<part>.c for more than one."""
    pattern = re.compile(re.escape(rule) + r"(@[^.]+)?\.(c|cpp|test)")
    return [p for p in sorted((root / "test" / front_end).glob(f"{rule}*"))
            if pattern.fullmatch(p.name)]


def test_errors(root, rule, front_end):
    files = test_files(root, rule.id, front_end)
    if not files:
        return [f"{rule.id}: no test in test/{front_end}"]
    errors = []
    texts = {path: path.read_text(encoding="utf-8") for path in files}
    positive = re.compile(r"CHECK[A-Z0-9-]*:.*" + re.escape(rule.id))
    if not any(positive.search(text) for text in texts.values()):
        errors.append(f"{rule.id}: no CHECK line in test/{front_end} expects "
                      "the rule's id")
    # %check lets nothing pass that no CHECK line expects.
    if not any(re.search(r"\bnegative|implicit-check-not|RUN: .*%check\b|"
                         r"CHECK[A-Z0-9-]*-NOT:", text, re.I)
               for text in texts.values()):
        errors.append(f"{rule.id}: test/{front_end} has no negative")
    return errors


def rule_file_errors(root, rules):
    """Files of rules name known rules; rules that need a file have one."""
    errors = []
    names = {rule.name: rule for rule in rules}
    for folder, key, method in (("checks/rules", "source", "ast"),
                                ("binscan/rules", "image", "artifact")):
        implemented = set()
        for path in sources(root, folder, (".cpp",)):
            used = set(re.findall(r"\brules::([A-Z]\w*)",
                                  path.read_text(encoding="utf-8")))
            where = path.relative_to(root)
            if not used:
                errors.append(f"{where}: names no rule")
            for name in sorted(used - set(names)):
                errors.append(f"{where}: no page declares rules::{name}")
            implemented |= used
        for name, rule in names.items():
            if getattr(rule, key) == method and name not in implemented:
                errors.append(f"{rule.id}: '{key}: {method}' but no file in "
                              f"{folder} names rules::{name}")
    return errors


def length_errors(root):
    errors = []
    for path in sorted(root.rglob("*")):
        relative = path.relative_to(root)
        if relative.parts[0] in ("build", "node_modules", ".git") or \
                "Inputs" in relative.parts or not path.is_file():
            continue
        if path.suffix in CODE or path.name == "CMakeLists.txt" or \
                relative.parts[0] == "script":
            lines = path.read_text(encoding="utf-8").count("\n")
            if lines > MAX_LINES:
                errors.append(f"{relative}: {lines} lines; at most "
                              f"{MAX_LINES} are allowed")
    return errors


class House(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        data = ROOT / "core" / "catalogue"
        cls.rules = pages.read_pages(
            ROOT / "docs" / "rules",
            guidelines.read_cwes(data / "cwes.json"),
            guidelines.read_guidelines(data / "guidelines.json").provisions)

    def test_every_rule_is_tested_both_ways(self):
        self.assertEqual([], [
            error for rule in self.rules for front_end in ("source", "image")
            if getattr(rule, front_end)
            for error in test_errors(ROOT, rule, front_end)])

    def test_every_test_is_of_a_rule(self):
        ids = {rule.id for rule in self.rules}
        for front_end in ("source", "image"):
            for path in (ROOT / "test" / front_end).glob("firmcop-*.*"):
                self.assertIn(path.name.split(".")[0].split("@")[0], ids, path)

    def test_rule_files_and_pages_agree(self):
        self.assertEqual([], rule_file_errors(ROOT, self.rules))

    def test_folders_know_only_what_they_may(self):
        self.assertEqual([], layering_errors(ROOT))

    def test_no_file_is_too_long(self):
        self.assertEqual([], length_errors(ROOT))


class ChecksCanFail(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.rule = pages.Page(self.root, "firmcop-weak-thing", source="ast")

    def write(self, path, text):
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text)

    def test_layering(self):
        for path, line, good in [
            ("include/firmcop/A.h", "<vector>", True),
            ("include/firmcop/A.h", '"firmcop/Rule.h"', True),
            ("include/firmcop/A.h", "<unistd.h>", False),
            ("include/firmcop/A.h", "<nlohmann/json.hpp>", False),
            ("core/catalogue/A.cpp", "<nlohmann/json.hpp>", False),
            ("core/models/A.cpp", "<nlohmann/json.hpp>", True),
            ("core/models/A.cpp", '"sarif/Writer.h"', False),
            ("sarif/A.cpp", '"checks/Facts.h"', False),
            ("sarif/A.cpp", '"clang/AST/Expr.h"', False),
            ("checks/A.cpp", '"clang/AST/Expr.h"', True),
            ("checks/A.cpp", '"clang-tidy/ClangTidy.h"', True),
            ("checks/A.cpp", "<nlohmann/json.hpp>", False),
            ("checks/Driver.cpp", '"sarif/Writer.h"', True),
            ("checks/rules/A.cpp", '"sarif/Writer.h"', False),
            ("checks/A.cpp", '"binscan/Tree.h"', False),
            ("binscan/A.cpp", '"checks/Facts.h"', False),
            ("binscan/A.cpp", '"clang/AST/Expr.h"', False),
            ("binscan/A.cpp", "<clang/AST/Expr.h>", False),
            ("binscan/adapters/A.cpp", "<zlib.h>", True),
            ("binscan/rules/A.cpp", "<zlib.h>", False),
        ]:
            with self.subTest(f"{path} {line}"):
                self.setUp()
                self.write(path, f"#include {line}\n")
                self.assertEqual(good, not layering_errors(self.root))

    def test_one_adapter_for_each_library(self):
        self.write("binscan/adapters/A.cpp", "#include <LIEF/ELF.hpp>\n")
        self.write("binscan/adapters/B.cpp", "#include <LIEF/PE.hpp>\n")
        self.assertEqual(layering_errors(self.root), [
            "binscan/adapters/B.cpp:1: 'LIEF' belongs to "
            "binscan/adapters/A.cpp, its adapter"])

    def test_adapter_of_several_files(self):
        self.write("binscan/adapters/A.cpp", "#include <LIEF/ELF.hpp>\n")
        self.write("binscan/adapters/AFile.cpp", "#include <LIEF/PE.hpp>\n")
        self.write("binscan/A.cpp", "")
        self.assertEqual(layering_errors(self.root), [])

    def test_tests_of_a_rule(self):
        def errors():
            return test_errors(self.root, self.rule, "source")
        missing = ["firmcop-weak-thing: no test in test/source"]
        self.assertEqual(errors(), missing)
        self.write("test/source/firmcop-weak-thing-too.c", "")
        self.assertEqual(errors(), missing)
        self.write("test/source/firmcop-weak-thing@part.c", "// RUN: x\n")
        self.assertEqual(len(errors()), 2)
        self.write("test/source/firmcop-weak-thing.c",
                   "// CHECK: warning: bad [firmcop-weak-thing]\n// negative\n")
        self.assertEqual(errors(), [])

    def test_rule_files(self):
        def errors():
            return rule_file_errors(self.root, [self.rule])
        self.assertEqual(errors(), [
            "firmcop-weak-thing: 'source: ast' but no file in checks/rules "
            "names rules::WeakThing"])
        self.write("checks/rules/A.cpp", "rules::WeakThing, rules::Other")
        self.write("binscan/rules/B.cpp", "nothing")
        self.assertEqual(errors(), [
            "checks/rules/A.cpp: no page declares rules::Other",
            "binscan/rules/B.cpp: names no rule"])

    def test_length(self):
        self.write("core/A.cpp", "\n" * 600)
        self.write("core/models.json", "\n" * 6000)
        self.assertEqual(length_errors(self.root), [])
        self.write("core/A.cpp", "\n" * 601)
        self.assertEqual(len(length_errors(self.root)), 1)


if __name__ == "__main__":
    unittest.main()
