#===- core/catalogue/pages.py - The strict reader of rule pages ------------===#
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""Reads docs/rules/<id>.md, the declaration of a rule.

A page is front matter (see frontmatter.py) and the sections of SECTIONS in that
order. Every mistake is reported with its line and what to write instead.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

from frontmatter import FrontMatter, PageError
from markdown_text import plain_text

PREFIX = "firmcop-"
SECTIONS = ("What it finds", "Why it matters", "How to fix it", "Example",
            "How it decides", "False positives", "False negatives")
METHODS = {"source": ("call", "ast", "flow"), "image": ("artifact",)}
LEVELS = ("error", "warning", "note", "none")
PRECISIONS = ("low", "medium", "high", "very-high")
CONSTRAINTS = ("used", "constant", "not-constant", "option")
FLOW = ("from", "to")
# How many placeholders the message of a rule may have that no C++ file fills.
FILLED = {"call": ("{2}", "a call rule fills '{0}', the name as written, and "
                          "'{1}', the row's text"),
          "flow": ("{2}", "a flow rule fills '{0}', what the value reaches, and "
                          "'{1}', what it is")}
# Where a page does not say what a result of another kind means.
DEFAULT_MESSAGES = {
    "pass": "Checked {0}; no finding.",
    "not-applicable": "Not applicable: {0}.",
    "open": "Not decided: {0}.",
}
KEYS = ("title", "source", "image", "level", "security-severity", "precision",
        "guidelines", "cwe", "etsi", "calls", "flow", "message", *DEFAULT_MESSAGES)
REQUIRED = ("title", "level", "security-severity", "precision", "guidelines",
            "cwe", "message")
# A compiler need not take a string literal beyond this (C++ [implimits]).
MAX_PAGE = 60_000


@dataclass
class Page:
    """One rule as its page declares it."""
    path: Path
    id: str
    title: str = ""
    source: str = ""
    image: str = ""
    level: str = ""
    severity_tenths: int = 0
    precision: str = ""
    guidelines: list = field(default_factory=list)
    cwes: list = field(default_factory=list)
    etsi: list = field(default_factory=list)
    calls: list = field(default_factory=list)  # of (constraint, model kind)
    flows: list = field(default_factory=list)  # of (source kinds, sink kind)
    messages: dict = field(default_factory=dict)
    sections: dict = field(default_factory=dict)
    body: str = ""

    @property
    def name(self):
        """The id in PascalCase, without the prefix."""
        words = self.id.removeprefix(PREFIX).split("-")
        return "".join(word.capitalize() for word in words)

    @property
    def description(self):
        return plain_text(self.sections["What it finds"].split("\n\n")[0])

    @property
    def help(self):
        return plain_text(self.sections["How to fix it"])


class Reader:
    """Reads one page; stops at its first mistake."""

    def __init__(self, path, cwes, provisions):
        self.path = path
        self.cwes, self.provisions = cwes, provisions
        self.line_of = {}

    def fail(self, line, text):
        raise PageError(self.path, line, text)

    def read(self):
        lines = self.read_lines()
        identifier = self.path.stem
        if not re.fullmatch(PREFIX + r"[a-z][a-z0-9]*(-[a-z0-9]+)*",
                            identifier):
            self.fail(1, f"'{identifier}' is not a rule id; name the file "
                         f"'{PREFIX}' and lower-case words joined by '-'.")
        head = FrontMatter(self.path, KEYS, {"calls": CONSTRAINTS},
                           {"flow": FLOW})
        end = head.read(lines)
        for key in REQUIRED:
            if key not in head.values:
                self.fail(end, f"'{key}' is missing; add it to the front "
                               "matter.")
        self.line_of = head.line_of
        page = self.check_values(Page(self.path, identifier), head.values)
        page.sections = self.read_sections(lines, end)
        page.body = "\n".join(lines[end:]).strip() + "\n"
        return page

    def read_lines(self):
        data = self.path.read_bytes()
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            self.fail(data[:error.start].count(b"\n") + 1,
                      "the page is not UTF-8; save it in that encoding.")
        for number, line in enumerate(text.split("\n"), 1):
            if bad := re.search(r"[\x00-\x08\t\x0b-\x1f\x7f]", line):
                self.fail(number, f"control character {bad[0]!r}; write "
                                  "blanks, and end lines with a newline.")
        if len(data) > MAX_PAGE:
            self.fail(1, f"the page has {len(data)} bytes; shorten it to at "
                         f"most {MAX_PAGE}.")
        return text.removesuffix("\n").split("\n")

    # Raw values to a page.

    def check_values(self, page, values):
        for key in METHODS:
            setattr(page, key, self.one_of(values, key, METHODS[key], ""))
        if not page.source and not page.image:
            self.fail(1, "nothing decides the rule; add 'source: call', "
                         "'source: ast', 'source: flow' or 'image: artifact'.")
        page.title = self.text(values, "title")
        if page.title.endswith("."):
            self.fail(self.line_of["title"], "a title is a noun phrase; "
                                             "remove its final period.")
        page.level = self.one_of(values, "level", LEVELS)
        page.precision = self.one_of(values, "precision", PRECISIONS)
        page.severity_tenths = self.severity(values, page.level)
        page.guidelines = self.numbers(
            values, "guidelines", range(1, 14), "a guideline of the Code of "
            "Practice; write numbers from 1 to 13")
        if not page.guidelines:
            self.fail(self.line_of["guidelines"], "'guidelines' is empty; name "
                      "the guidelines the rule serves, the primary one first.")
        page.cwes = self.numbers(values, "cwe", self.cwes, "in "
                                 "core/catalogue/cwes.json; add it there or "
                                 "correct the number")
        page.etsi = self.items(values, "etsi")
        for item in page.etsi:
            if item not in self.provisions:
                self.fail(self.line_of["etsi"], f"'{item}' is not a provision "
                          "in core/catalogue/guidelines.json; write one of "
                          "ETSI EN 303 645 V2.1.1, such as '5.1-1'.")
        page.calls = self.read_calls(values, page.source)
        page.flows = self.read_flows(values, page.source)
        page.messages["message"] = self.message(values, "message")
        for key, default in DEFAULT_MESSAGES.items():
            page.messages[key] = (self.message(values, key)
                                  if key in values else default)
        unfilled, filled = FILLED.get(page.source, (None, None))
        # Of an installation, '{2}' tells how it is reached.
        if any(to == "installation" for _, to in page.flows):
            unfilled = None
        if unfilled and unfilled in page.messages["message"]:
            self.fail(self.line_of["message"], f"{filled}; remove the others.")
        return page

    def text(self, values, key):
        if not isinstance(values[key], str) or not values[key].strip():
            self.fail(self.line_of[key], f"'{key}' must be a text that is not "
                                         "empty.")
        return values[key]

    def one_of(self, values, key, choices, default=None):
        value = values.get(key, default)
        if value not in choices and value != default:
            self.fail(self.line_of[key], f"'{key}' cannot be '{value}'; write "
                                         f"{' or '.join(choices)}.")
        return value

    def items(self, values, key):
        value = values.get(key, [])
        if not isinstance(value, list):
            self.fail(self.line_of[key], f"'{key}' must be a list; write "
                                         f"'{key}: [{value}]'.")
        return value

    def numbers(self, values, key, known, what):
        result = []
        for item in self.items(values, key):
            if item not in map(str, known):
                self.fail(self.line_of[key], f"'{item}' is not {what}.")
            result.append(int(item))
        return result

    def severity(self, values, level):
        value, line = values["security-severity"], self.line_of[
            "security-severity"]
        if (level == "none") != (value == "none"):
            self.fail(line, "'security-severity' is 'none' when 'level' is "
                            "none, and only then.")
        if value == "none":
            return 0
        if (not isinstance(value, str) or
                not re.fullmatch(r"\d{1,2}\.\d", value) or
                not 1 <= int(value.replace(".", "")) <= 100):
            self.fail(line, f"'security-severity' cannot be '{value}'; write a "
                            "number from 0.1 to 10.0 with one decimal.")
        return int(value.replace(".", ""))

    def read_calls(self, values, source):
        if "calls" not in values:
            if source == "call":
                self.fail(self.line_of["source"], "a call rule needs 'calls'; "
                          "say which model kinds are findings.")
            return []
        line = self.line_of["calls"]
        others = [key for key in CONSTRAINTS if key in values["calls"] and
                  key not in ("option", "used")]
        if source != "call" and (others or source != "ast"):
            self.fail(line, "'calls' belongs to 'source: call'; remove it or "
                            "change the source.")
        calls = [(constraint, kind) for constraint in CONSTRAINTS
                 for kind in self.items(values["calls"], constraint)]
        if not calls:
            self.fail(line, "'calls' names no model kind; write for example "
                            "'  used: [weak-hash]'.")
        return calls

    def read_flows(self, values, source):
        if "flow" not in values:
            if source == "flow":
                self.fail(self.line_of["source"], "a flow rule needs 'flow'; "
                          "say what must not reach what.")
            return []
        line = self.line_of["flow"]
        if source not in ("ast", "flow"):
            self.fail(line, "'flow' belongs to 'source: flow' or 'source: "
                            "ast'; remove it or change the source.")
        if not values["flow"]:
            self.fail(line, "'flow' has no records; write for example "
                            "'  - from: [input]' and '    to: command'.")
        for record in values["flow"]:
            if not isinstance(record["from"], list) or not record["from"]:
                self.fail(line, "'from' lists the kinds that a value comes "
                                "from; write for example '[input]'.")
            if not isinstance(record["to"], str):
                self.fail(line, "'to' is one kind; write a record for each.")
        flows = [(tuple(record["from"]), record["to"])
                 for record in values["flow"]]
        for flow in flows:
            if [to for _, to in flows].count(flow[1]) > 1:
                self.fail(line, f"two records lead to '{flow[1]}'; make them "
                                "one.")
        return flows

    def message(self, values, key):
        text, line = self.text(values, key), self.line_of[key]
        if not text.endswith("."):
            self.fail(line, f"'{key}' must end with a period.")
        used = sorted({int(n) for n in re.findall(r"\{(\d)\}", text)})
        if used != list(range(len(used))):
            self.fail(line, f"'{key}' skips a placeholder; number them from "
                            "'{0}' without gaps.")
        if re.search(r"[{}]", re.sub(r"\{\d\}", "", text)):
            self.fail(line, f"'{key}' has a lone brace; braces only write "
                            "placeholders such as '{0}'.")
        return text

    # The sections.

    def read_sections(self, lines, start):
        found, fenced, fence_line = [], False, start
        for number, line in enumerate(lines[start:], start + 1):
            if line.startswith("```"):
                fenced, fence_line = not fenced, number
            if not fenced and re.match(r"##? ", line):
                title = line.lstrip("#").strip()
                expected = (SECTIONS[len(found)]
                            if len(found) < len(SECTIONS) else None)
                if line != f"## {expected}":
                    self.fail(number, f"section '{title}' is out of place; "
                              + (f"write '## {expected}' here." if expected
                                 else "use '###' below the last section."))
                found.append((title, number, []))
            elif found:
                found[-1][2].append(line)
            elif line.strip():
                self.fail(number, "text before the first section; begin with "
                                  f"'## {SECTIONS[0]}'.")
        if fenced:
            self.fail(fence_line, "the code block does not end; close it with "
                                  "'```'.")
        for title, number, content in found:
            if not "".join(content).strip():
                self.fail(number, f"section '{title}' is empty; write it.")
            if title == SECTIONS[0] and not self.description_ends(content):
                self.fail(number, f"the first paragraph of '{title}' is the "
                                  "rule's description; end it with a period.")
        if len(found) < len(SECTIONS):
            self.fail(len(lines), f"section '## {SECTIONS[len(found)]}' is "
                                  "missing; add it at the end.")
        return {title: "\n".join(content).strip()
                for title, _, content in found}

    @staticmethod
    def description_ends(content):
        return "\n".join(content).strip().split("\n\n")[0].endswith(".")


def read_pages(folder, cwes, provisions):
    """All pages of a folder, sorted by id."""
    pages, names = [], {}
    for path in sorted(folder.glob(PREFIX + "*.md"), key=lambda p: p.stem):
        page = Reader(path, cwes, provisions).read()
        if page.name in names:
            raise PageError(path, 1, f"the name '{page.name}' is taken by "
                                      f"'{names[page.name]}'; rename the rule.")
        names[page.name] = page.id
        pages.append(page)
    return pages
