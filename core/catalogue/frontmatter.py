#===- core/catalogue/frontmatter.py - The head of a rule page --------------===#
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""Reads the lines between the two '---' of a rule page.

They look like YAML but are a small language of their own, so that there is one
way to write a thing and every mistake has a line:

    key: word                    a word or a phrase
    key: "text"                  quoted; \\" and \\\\ are the only escapes
    key: [a, b]                  a list, on one line
    calls:                       a key with members, two spaces deep
      used: [weak-hash]
    flow:                        a key with records, each begun by a dash
      - from: [input]
        to: command

A '#' after a blank starts a comment outside quotes. Unknown keys, keys given
twice, and values that cannot be read are errors.
"""

import re

QUOTED = r'"((?:[^"\\]|\\["\\])*)"'


class PageError(Exception):
    """A mistake in a page; the text is 'file:line: error: what to do'."""

    def __init__(self, path, line, text):
        super().__init__(f"{path}:{line}: error: {text}")


class FrontMatter:
    """The raw values, and the line of each key."""

    def __init__(self, path, keys, members, records):
        """keys: those allowed; members: key to its allowed members; records:
        key to the members that each of its records has."""
        self.path, self.keys = path, keys
        self.members, self.records = members, records
        self.values, self.line_of = {}, {}

    def fail(self, line, text):
        raise PageError(self.path, line, text)

    def read(self, lines):
        """Reads all lines of a page and returns the number of the second
        '---'."""
        if lines[0] != "---":
            self.fail(1, "a rule page begins with front matter; write '---' "
                         "on the first line.")
        parent = None
        for number, line in enumerate(lines[1:], 2):
            if line == "---":
                if parent in self.records:
                    self.end_record(number, parent)
                return number
            line = self.without_comment(line, number)
            if line:
                parent = self.read_key(line, number, parent)
        self.fail(len(lines), "the front matter does not end; write '---' on a "
                              "line of its own after the last key.")

    def without_comment(self, line, number):
        match = re.match(r'(?:[^"#]|' + QUOTED + r"|(?<=\S)#)*", line)
        rest = line[match.end():]
        if rest.startswith('"'):
            self.fail(number, "the text is not well quoted; end it with '\"' "
                              "on the same line, and write '\\\"' for a quote "
                              "and '\\\\' for a backslash inside.")
        return match[0].rstrip()

    def read_key(self, line, number, parent):
        """Stores one value; returns the key whose members may follow."""
        if parent in self.records and line.startswith("  "):
            return self.read_record_key(line, number, parent)
        match = re.fullmatch(r"(  )?([a-z-]+):(?: +(.*))?", line)
        if not match:
            self.fail(number, f"cannot read '{line}'; write 'key: value', and "
                              "the members of a key two spaces deep.")
        if parent in self.records:
            self.end_record(number, parent)
        indented, key, value = match[1], match[2], match[3] or ""
        if indented and not parent:
            self.fail(number, f"'{key}' is indented; only the members of "
                              f"'{', '.join(self.members)}' are.")
        known = self.members[parent] if indented else self.keys
        if key not in known:
            self.fail(number, f"unknown key '{key}'; write one of "
                              f"{', '.join(known)}.")
        into = self.values[parent] if indented else self.values
        if key in into:
            self.fail(number, f"'{key}' is given twice; keep one.")
        self.line_of[key] = number
        if key not in self.members and key not in self.records:
            into[key] = self.read_value(key, value, number)
            return parent if indented else None
        if value:
            self.fail(number, f"'{key}' has no value of its own; write its "
                              "members below, two spaces deep.")
        into[key] = {} if key in self.members else []
        return key

    def read_record_key(self, line, number, parent):
        match = re.fullmatch(r"  (- |  )([a-z-]+):(?: +(.*))?", line)
        if not match:
            self.fail(number, f"cannot read '{line.strip()}'; write the "
                              f"records of '{parent}' as '  - key: value', and "
                              "their further members four spaces deep.")
        begins, key, value = match[1] == "- ", match[2], match[3] or ""
        records = self.values[parent]
        if begins:
            self.end_record(number, parent)
            records.append({})
        elif not records:
            self.fail(number, f"'{key}' stands in no record; begin one with "
                              f"'  - {key}:'.")
        if key not in self.records[parent]:
            self.fail(number, f"unknown key '{key}'; write one of "
                              f"{', '.join(self.records[parent])}.")
        if key in records[-1]:
            self.fail(number, f"'{key}' is given twice; keep one.")
        records[-1][key] = self.read_value(key, value, number)
        return parent

    def end_record(self, number, parent):
        """Fails if the last record, which ends before this line, lacks a
        member."""
        for record in self.values[parent][-1:]:
            for key in self.records[parent]:
                if key not in record:
                    self.fail(number - 1, f"this record of '{parent}' has no "
                                          f"'{key}'; add it.")

    def read_value(self, key, value, number):
        if value.startswith("["):
            return self.read_list(key, value, number)
        if match := re.fullmatch(QUOTED, value):
            return re.sub(r"\\(.)", r"\1", match[1])
        if not value:
            self.fail(number, f"'{key}' has no value; write one or remove the "
                              "line.")
        if '"' in value:
            self.fail(number, f"'{key}' mixes quoted and other text; put the "
                              "whole of it in quotes.")
        return value

    def read_list(self, key, value, number):
        if not value.endswith("]"):
            self.fail(number, f"the list of '{key}' does not end; write ']' on "
                              "the same line.")
        inside = value[1:-1].strip()
        items = [i.strip() for i in inside.split(",")] if inside else []
        for item in items:
            if not re.fullmatch(r"[A-Za-z0-9.-]+", item):
                self.fail(number, f"'{item}' in the list of '{key}' is not a "
                                  "plain word or number; write '[a, b]'.")
            if items.count(item) > 1:
                self.fail(number, f"'{item}' is in the list of '{key}' twice; "
                                  "keep one.")
        return items
