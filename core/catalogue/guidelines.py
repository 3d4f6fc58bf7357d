#===- core/catalogue/guidelines.py - The reader of the data files ----------===#
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""Reads guidelines.json and cwes.json, as strictly as pages are read."""

import json
from types import SimpleNamespace

TAXONOMIES = ("CoP-IoT-2018", "CWE", "OWASP-IoT-2018", "ETSI-EN-303-645")
# The members of every object, with the type of each. All are required.
SHAPES = {
    "file": {"taxonomies": list, "owasp": list, "guidelines": list},
    "taxonomy": {"name": str, "fullName": str, "organization": str,
                 "version": str, "uri": str, "comprehensive": bool},
    "owasp": {"id": str, "title": str, "summary": str},
    "guideline": {"number": int, "title": str, "obligation": str, "uri": str,
                  "audience": list, "owasp": list, "etsi": dict,
                  "etsiV313Changes": dict, "psti": list,
                  "crossReferences": dict, "ceiling": str,
                  "ceilingReason": str, "evidence": dict, "verdicts": dict},
    "psti": {"reference": str, "summary": str, "deemedCompliance": str},
    "evidence": {"against": list, "for": list, "notVisible": list},
    "verdicts": {"fail": str, "review": str, "pass": str,
                 "notApplicable": str},
}


class DataError(Exception):
    """A mistake in a data file; the text is 'file:line: what to do'."""


def no_duplicates(pairs):
    seen = dict(pairs)
    for key, _ in pairs:
        if [k for k, _ in pairs].count(key) > 1:
            raise ValueError(f"member '{key}' is given twice; keep one.")
    return seen


def load(path):
    try:
        return json.loads(path.read_text(encoding="utf-8"),
                          object_pairs_hook=no_duplicates)
    except json.JSONDecodeError as error:
        raise DataError(f"{path}:{error.lineno}: error: not JSON: "
                        f"{error.msg}.") from None
    except ValueError as error:
        raise DataError(f"{path}:1: error: {error}") from None


def read_cwes(path):
    """Number to name."""
    data = load(path)
    for key, name in data.items():
        if not key.isdecimal() or not isinstance(name, str) or not name:
            raise DataError(f"{path}:1: error: '{key}' must be a CWE number "
                            "with the name of that CWE.")
    return {int(key): name for key, name in data.items()}


def read_guidelines(path):
    """Taxonomies, OWASP items and guidelines as attributes of one object."""
    def fail(where, text):
        raise DataError(f"{path}:1: error: {where}: {text}")

    def check(shape, value, where):
        members = SHAPES[shape]
        if not isinstance(value, dict) or set(value) != set(members):
            fail(where, f"write exactly the members {', '.join(members)}.")
        for key, kind in members.items():
            if not isinstance(value[key], kind) or value[key] == "":
                fail(where, f"'{key}' must be a {kind.__name__} and not empty.")
        return value

    data = check("file", load(path), "the file")
    for entry in data["taxonomies"]:
        check("taxonomy", entry, "a taxonomy")
        if not entry["uri"].startswith("https://"):
            fail(entry["name"], "'uri' must begin with 'https://'.")
    if tuple(t["name"] for t in data["taxonomies"]) != TAXONOMIES:
        fail("taxonomies", f"write {', '.join(TAXONOMIES)} in this order.")
    owasp = [check("owasp", o, "an OWASP item")["id"] for o in data["owasp"]]
    if owasp != [f"I{n}" for n in range(1, 11)]:
        fail("owasp", "write I1 to I10 in order.")
    for number, entry in enumerate(data["guidelines"], 1):
        where = f"guideline {number}"
        check("guideline", entry, where)
        check("evidence", entry["evidence"], where)
        check("verdicts", entry["verdicts"], where)
        for psti in entry["psti"]:
            check("psti", psti, where)
        if entry["number"] != number:
            fail(where, "write the guidelines in order, numbered from 1.")
        if not entry["obligation"].endswith("."):
            fail(where, "'obligation' must end with a period.")
        if not entry["uri"].startswith("https://"):
            fail(where, "'uri' must begin with 'https://'.")
        if entry["ceiling"] not in ("pass", "review"):
            fail(where, "'ceiling' must be 'pass' or 'review'.")
        for item in entry["owasp"]:
            if item not in owasp:
                fail(where, f"'{item}' is not an OWASP item; write I1 to I10.")
    if len(data["guidelines"]) != 13:
        fail("guidelines", "write all thirteen.")
    provisions = {key: text for entry in data["guidelines"]
                  for key, text in entry["etsi"].items()}
    return SimpleNamespace(**data, provisions=provisions)
