#!/usr/bin/env python3
#===- test/meta/test_generate.py - The generator refuses what is wrong -----===#
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#

import contextlib
import io
import json
import re
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "core" / "catalogue"))

import generate  # noqa: E402
import guidelines  # noqa: E402
import markdown_text  # noqa: E402
import pages  # noqa: E402
import table  # noqa: E402

GUIDELINES = ROOT / "core" / "catalogue" / "guidelines.json"
CWES = ROOT / "core" / "catalogue" / "cwes.json"

PAGE = """---
title: Weak thing       # a comment
source: call
image: artifact
level: error
security-severity: 7.5
precision: high
guidelines: [5, 4]
cwe: [327]
etsi: [5.5-1]
calls:
  used: [weak-thing]
  constant: [key, iv]
message: "'{0}' uses {1}; say \\"no\\" # to it."
pass: "Checked {0}."
---
## What it finds

The `weak` thing, in *all* its [forms](https://example.org),
and **more**.

Another paragraph.

## Why it matters

It does.

## How to fix it

Do not:

```c
## not a section
weak(); // weak_thing_t
```

- One
- Two

## Example

Code.

## How it decides

By looking.

## False positives

None.

## False negatives

Some.
"""

FLOW_PAGE = PAGE.replace("source: call", "source: flow").replace(
    "calls:\n  used: [weak-thing]\n  constant: [key, iv]\n",
    "flow:\n  - from: [input, weak-thing]\n    to: command   # a shell\n"
    "  - from: [constant]\n    to: iv\n")


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.data = guidelines.read_guidelines(GUIDELINES)
        self.cwes = guidelines.read_cwes(CWES)

    def read(self, text, name="firmcop-weak-thing"):
        path = self.folder / f"{name}.md"
        path.write_text(text, encoding="utf-8")
        return pages.read_pages(self.folder, self.cwes, self.data.provisions)


class GoodPage(Case):
    def test_every_value_is_taken_over(self):
        page, = self.read(PAGE)
        self.assertEqual(page.id, "firmcop-weak-thing")
        self.assertEqual(page.name, "WeakThing")
        self.assertEqual(page.title, "Weak thing")
        self.assertEqual((page.source, page.image), ("call", "artifact"))
        self.assertEqual((page.level, page.severity_tenths), ("error", 75))
        self.assertEqual(page.precision, "high")
        self.assertEqual(page.guidelines, [5, 4])
        self.assertEqual(page.cwes, [327])
        self.assertEqual(page.etsi, ["5.5-1"])
        self.assertEqual(page.calls, [("used", "weak-thing"),
                                      ("constant", "key"), ("constant", "iv")])
        self.assertEqual(page.messages, {
            "message": "'{0}' uses {1}; say \"no\" # to it.",
            "pass": "Checked {0}.",
            "not-applicable": "Not applicable: {0}.",
            "open": "Not decided: {0}."})
        self.assertEqual(page.description,
                         "The weak thing, in all its forms, and more.")
        self.assertEqual(page.help, "Do not:\n\n    ## not a section\n"
                                    "    weak(); // weak_thing_t\n\n"
                                    "- One\n\n- Two")
        self.assertTrue(page.body.startswith("## What it finds\n"))

    def test_flow_is_taken_over(self):
        page, = self.read(FLOW_PAGE)
        self.assertEqual(page.flows, [(("input", "weak-thing"), "command"),
                                      (("constant",), "iv")])
        source = table.catalogue_source(self.data, self.cwes, [page])
        self.assertIn('SourcesOfWeakThing0[] = {\n    "input",\n    '
                      '"weak-thing"};', source)
        self.assertIn('{SourcesOfWeakThing0, "command"}', source)

    def test_pages_are_sorted_by_id(self):
        self.read(PAGE, "firmcop-b")
        read = self.read(PAGE, "firmcop-a-c")
        self.assertEqual([p.id for p in read], ["firmcop-a-c", "firmcop-b"])

    def test_inline_code_keeps_its_underscores(self):
        self.assertEqual(markdown_text.plain_text("`_a_` and _b_ and c_d_e"),
                         "_a_ and b and c_d_e")


class BrokenPage(Case):
    """Every mistake is refused with its line and what to write."""

    def refused(self, old, new, line, text, page=PAGE):
        self.assertIn(old, page)
        with self.assertRaises(pages.PageError) as caught:
            self.read(page.replace(old, new, 1))
        self.assertEqual(str(caught.exception),
                         f"{self.folder}/firmcop-weak-thing.md:{line}: error: "
                         f"{text}")

    def test_front_matter(self):
        for old, new, line, text in [
            ("---\n", "", 1, "a rule page begins with front matter; write "
             "'---' on the first line."),
            ("level: error", "colour: red", 5, "unknown key 'colour'; write "
             "one of title, source, image, level, security-severity, "
             "precision, guidelines, cwe, etsi, calls, flow, message, "
             "pass, not-applicable, open."),
            ("level: error", "level: error\nlevel: note", 6,
             "'level' is given twice; keep one."),
            ("level: error", "level error", 5, "cannot read 'level error'; "
             "write 'key: value', and the members of a key two spaces deep."),
            ("level: error", "  level: error", 5, "'level' is indented; only "
             "the members of 'calls' are."),
            ("level: error", "level:", 5, "'level' has no value; write one or "
             "remove the line."),
            ("level: error\n", "", 15, "'level' is missing; add it to the "
             "front matter."),
            ("[327]", "[327", 9, "the list of 'cwe' does not end; write ']' on "
             "the same line."),
            ("[5, 4]", "[5, 5]", 8, "'5' is in the list of 'guidelines' "
             "twice; keep one."),
            ("[5, 4]", "[5 4]", 8, "'5 4' in the list of 'guidelines' is not a "
             "plain word or number; write '[a, b]'."),
            ("calls:", "calls: all", 11, "'calls' has no value of its own; "
             "write its members below, two spaces deep."),
            ("  used:", "  uses:", 12, "unknown key 'uses'; write one of used, "
             "constant, not-constant, option."),
            ('"Checked {0}."', '"Checked {0}.', 15, "the text is not well "
             "quoted; end it with '\"' on the same line, and write '\\\"' for "
             "a quote and '\\\\' for a backslash inside."),
            ('"Checked {0}."', 'So "checked {0}."', 15, "'pass' mixes quoted "
             "and other text; put the whole of it in quotes."),
            ("error\n", "error\r\n", 5, "control character '\\r'; write "
             "blanks, and end lines with a newline."),
        ]:
            with self.subTest(new):
                self.refused(old, new, line, text)

    def test_front_matter_without_end(self):
        with self.assertRaisesRegex(pages.PageError, r"md:2: error: the front "
                                    "matter does not end"):
            self.read("---\ntitle: Weak thing\n")

    def test_values(self):
        for old, new, line, text in [
            ("Weak thing ", "Weak thing. ", 2, "a title is a noun phrase; "
             "remove its final period."),
            ("source: call", "source: taint", 3, "'source' cannot be 'taint'; "
             "write call or ast or flow."),
            ("level: error", "level: fatal", 5, "'level' cannot be 'fatal'; "
             "write error or warning or note or none."),
            ("level: error", "level: none", 6, "'security-severity' is 'none' "
             "when 'level' is none, and only then."),
            ("7.5", "none", 6, "'security-severity' is 'none' when 'level' is "
             "none, and only then."),
            ("7.5", "7.55", 6, "'security-severity' cannot be '7.55'; write a "
             "number from 0.1 to 10.0 with one decimal."),
            ("7.5", "10.1", 6, "'security-severity' cannot be '10.1'; write a "
             "number from 0.1 to 10.0 with one decimal."),
            ("7.5", "0.0", 6, "'security-severity' cannot be '0.0'; write a "
             "number from 0.1 to 10.0 with one decimal."),
            ("[5, 4]", "[5, 14]", 8, "'14' is not a guideline of the Code of "
             "Practice; write numbers from 1 to 13."),
            ("[5, 4]", "[]", 8, "'guidelines' is empty; name the guidelines "
             "the rule serves, the primary one first."),
            ("[5, 4]", "5", 8, "'guidelines' must be a list; write "
             "'guidelines: [5]'."),
            ("[327]", "[99999]", 9, "'99999' is not in core/catalogue/"
             "cwes.json; add it there or correct the number."),
            ("[5.5-1]", "[5.5-99]", 10, "'5.5-99' is not a provision in "
             "core/catalogue/guidelines.json; write one of ETSI EN 303 645 "
             "V2.1.1, such as '5.1-1'."),
            ("source: call", "source: ast", 11, "'calls' belongs to 'source: "
             "call'; remove it or change the source."),
            ("[weak-thing]\n  constant: [key, iv]", "[]", 11, "'calls' names "
             "no model kind; write for example '  used: [weak-hash]'."),
            ("calls:\n  used: [weak-thing]\n  constant: [key, iv]\n", "", 3,
             "a call rule needs 'calls'; say which model kinds are findings."),
            ("source: call\nimage: artifact\n", "", 1, "nothing decides the "
             "rule; add 'source: call', 'source: ast', 'source: flow' or "
             "'image: artifact'."),
            ("to it.", "to it", 14, "'message' must end with a period."),
            ("Checked {0}.", "Checked", 15, "'pass' must end with a period."),
            ("{0}' uses", "{2}' uses", 14, "'message' skips a placeholder; "
             "number them from '{0}' without gaps."),
            ("Checked {0}.", "Checked {}.", 15, "'pass' has a lone brace; "
             "braces only write placeholders such as '{0}'."),
            ("to it.", "to {2}.", 14, "a call rule fills '{0}', the name as "
             "written, and '{1}', the row's text; remove the others."),
        ]:
            with self.subTest(new):
                self.refused(old, new, line, text)

    def test_flow(self):
        good = FLOW_PAGE[FLOW_PAGE.index("flow:"):FLOW_PAGE.index("message")]
        for new, line, text in [
            ("", 3, "a flow rule needs 'flow'; say what must not reach what."),
            ("flow: [input]\n", 11, "'flow' has no value of its own; write "
             "its members below, two spaces deep."),
            ("flow:\n", 11, "'flow' has no records; write for example "
             "'  - from: [input]' and '    to: command'."),
            ("flow:\n  from: [input]\n", 12, "cannot read 'from: [input]'; "
             "write the records of 'flow' as '  - key: value', and their "
             "further members four spaces deep."),
            ("flow:\n    from: [input]\n", 12, "'from' stands in no record; "
             "begin one with '  - from:'."),
            ("flow:\n  - to: command\n", 12, "this record of 'flow' has no "
             "'from'; add it."),
            ("flow:\n  - from: [input]\n  - from: [iv]\n    to: index\n", 12,
             "this record of 'flow' has no 'to'; add it."),
            ("flow:\n  - from: [input]\n    into: index\n", 13, "unknown key "
             "'into'; write one of from, to."),
            ("flow:\n  - to: index\n    to: index\n", 13, "'to' is given "
             "twice; keep one."),
            ("flow:\n  - from: [a b]\n    to: index\n", 12, "'a b' in the "
             "list of 'from' is not a plain word or number; write '[a, b]'."),
            ("flow:\n  - from: input\n    to: index\n", 11, "'from' lists "
             "the kinds that a value comes from; write for example "
             "'[input]'."),
            ("flow:\n  - from: []\n    to: index\n", 11, "'from' lists "
             "the kinds that a value comes from; write for example "
             "'[input]'."),
            ("flow:\n  - from: [input]\n    to: [index]\n", 11, "'to' is "
             "one kind; write a record for each."),
            (good + good.removeprefix("flow:\n"), 11, "two records lead to "
             "'command'; make them one."),
        ]:
            with self.subTest(new):
                self.refused(good, new, line, text, FLOW_PAGE)
        self.refused("source: flow\n", "", 10, "'flow' belongs to "
                     "'source: flow' or 'source: ast'; remove it or change the "
                     "source.",
                     FLOW_PAGE)
        self.refused("{1}", "{1} {2}", 16, "a flow rule fills '{0}', what the "
                     "value reaches, and '{1}', what it is; remove the others.",
                     FLOW_PAGE)

    def test_sections(self):
        for old, new, line, text in [
            ("## Why it matters", "## Why", 24, "section 'Why' is out of "
             "place; write '## Why it matters' here."),
            ("## Why it matters\n\nIt does.\n\n", "", 24, "section 'How to fix "
             "it' is out of place; write '## Why it matters' here."),
            ("It does.", "", 24, "section 'Why it matters' is empty; write "
             "it."),
            ("## What it finds", "Intro.\n\n## What it finds", 17, "text "
             "before the first section; begin with '## What it finds'."),
            ("and **more**.", "and:", 17, "the first paragraph of 'What it "
             "finds' is the rule's description; end it with a period."),
            ("## False negatives\n\nSome.\n", "", 51, "section '## False "
             "negatives' is missing; add it at the end."),
            ("Some.\n", "Some.\n\n## More\n", 56, "section 'More' is out of "
             "place; use '###' below the last section."),
            ("Some.\n", "Some.\n\n```c\n", 56, "the code block does not end; "
             "close it with '```'."),
        ]:
            with self.subTest(new):
                self.refused(old, new, line, text)

    def test_file(self):
        with self.assertRaisesRegex(pages.PageError, "is not a rule id"):
            self.read(PAGE, "firmcop-Weak_thing")
        (self.folder / "firmcop-Weak_thing.md").unlink()
        (self.folder / "firmcop-latin.md").write_bytes(
            PAGE.replace("Weak", "Schwäche").encode("latin-1"))
        with self.assertRaisesRegex(pages.PageError, "md:2: error: the page "
                                    "is not UTF-8"):
            pages.read_pages(self.folder, self.cwes, self.data.provisions)

    def test_names_do_not_collide(self):
        self.read(PAGE, "firmcop-a-1")
        with self.assertRaisesRegex(pages.PageError, "the name 'A1' is taken "
                                    "by 'firmcop-a-1'"):
            self.read(PAGE, "firmcop-a1")

    def test_program_says_it_and_fails(self):
        (self.folder / "firmcop-x.md").write_text("no page\n")
        errors = io.StringIO()
        with contextlib.redirect_stderr(errors):
            code = generate.main(["table", "--pages", str(self.folder),
                                  "--out", str(self.folder / "out")])
        self.assertEqual(code, 1)
        self.assertRegex(errors.getvalue(), r"firmcop-x\.md:1: error: a rule")
        self.assertFalse((self.folder / "out").exists())


class Table(Case):
    def test_header_is_valid_without_rules(self):
        self.assertIn("namespace firmcop::rules", table.rules_header([]))
        source = table.catalogue_source(self.data, self.cwes, [])
        self.assertIn("firmcop::allRules() { return {}; }", source)

    def test_long_text_is_cut_into_pieces_and_stays_the_same(self):
        text = "\n".join(f'line {n} "quoted" \\' for n in range(3000))
        pieces = re.findall(r'R"page\((.*?)\)page"', table.literal(text), re.S)
        self.assertGreater(len(pieces), 1)
        self.assertLess(max(map(len, pieces)), 16_000)
        self.assertEqual("".join(pieces), text)

    def test_raw_literal_cannot_be_ended_by_the_text(self):
        with self.assertRaises(ValueError):
            table.literal('a\n)page"; evil("')

    def test_pascal_case(self):
        self.assertEqual(table.pascal("Product's UI does (not) Warn User"),
                         "ProductUIDoesWarnUser")

    def test_unchanged_files_keep_their_time(self):
        path = self.folder / "file"
        generate.write_if_changed(path, "a")
        before = path.stat().st_mtime_ns
        generate.write_if_changed(path, "a")
        self.assertEqual(path.stat().st_mtime_ns, before)
        generate.write_if_changed(path, "b")
        self.assertEqual(path.read_text(), "b")


class Guidelines(Case):
    def test_owasp_mapping_is_the_published_one(self):
        # The mapping that was published with the Code of Practice.
        published = {
            1: ["I1"], 2: [], 3: ["I4", "I8"], 4: ["I1", "I7"],
            5: ["I3", "I7"], 6: ["I2", "I5"], 7: ["I9", "I10"], 8: ["I6"],
            9: ["I8", "I9"], 10: [], 11: ["I6"], 12: ["I8", "I9"], 13: ["I3"],
        }
        self.assertEqual({g["number"]: g["owasp"]
                          for g in self.data.guidelines}, published)

    def test_owasp_titles(self):
        self.assertEqual([o["title"] for o in self.data.owasp], [
            "Weak, Guessable, or Hardcoded Passwords",
            "Insecure Network Services",
            "Insecure Ecosystem Interfaces",
            "Lack of Secure Update Mechanism",
            "Use of Insecure or Outdated Components",
            "Insufficient Privacy Protection",
            "Insecure Data Transfer and Storage",
            "Lack of Device Management",
            "Insecure Default Settings",
            "Lack of Physical Hardening"])

    def test_processes_are_never_passed(self):
        self.assertEqual([g["number"] for g in self.data.guidelines
                          if g["ceiling"] == "review"], [2, 8, 10, 12])

    def refused(self, change, text):
        data = json.loads(GUIDELINES.read_text(encoding="utf-8"))
        change(data)
        path = self.folder / "guidelines.json"
        path.write_text(json.dumps(data), encoding="utf-8")
        with self.assertRaisesRegex(guidelines.DataError, re.escape(text)):
            guidelines.read_guidelines(path)

    def test_broken_data_is_refused(self):
        first = "guidelines"
        self.refused(lambda d: d.update(extra=1), "write exactly the members")
        self.refused(lambda d: d[first].pop(), "write all thirteen.")
        self.refused(lambda d: d[first].reverse(), "write the guidelines in "
                     "order")
        self.refused(lambda d: d[first][0].update(owasp=["I11"]),
                     "'I11' is not an OWASP item")
        self.refused(lambda d: d[first][0].update(ceiling="fail"),
                     "'ceiling' must be 'pass' or 'review'.")
        self.refused(lambda d: d[first][0].pop("uri"),
                     "guideline 1: write exactly the members")
        self.refused(lambda d: d["taxonomies"].reverse(), "in this order.")

    def test_duplicate_member_is_refused(self):
        path = self.folder / "cwes.json"
        path.write_text('{"1": "A",\n"1": "B"}')
        with self.assertRaisesRegex(guidelines.DataError, "given twice"):
            guidelines.read_cwes(path)


class Documents(Case):
    def test_committed_documents_are_up_to_date(self):
        errors = io.StringIO()
        with contextlib.redirect_stderr(errors):
            code = generate.main(["docs", "--check"])
        self.assertEqual(code, 0, errors.getvalue())

    def test_check_notices_a_new_page(self):
        self.read(PAGE)
        docs = self.folder / "docs"
        common = ["docs", "--pages", str(self.folder), "--docs", str(docs)]
        with contextlib.redirect_stderr(io.StringIO()):
            self.assertEqual(generate.main([*common, "--check"]), 1)
            self.assertEqual(generate.main([*common, "--write"]), 0)
            self.assertEqual(generate.main([*common, "--check"]), 0)
            self.read(PAGE, "firmcop-other")
            self.assertEqual(generate.main([*common, "--check"]), 1)


if __name__ == "__main__":
    unittest.main()
