#===- core/catalogue/documents.py - The catalogue for readers --------------===#
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""Writes docs/rules/README.md and the pages of docs/guidelines."""

import textwrap

FRONT_ENDS = (("source", "firmcop-tidy"), ("image", "binscan"))
NOTICE = ("<!-- Made by script/generate-docs from the rule pages and "
          "core/catalogue;\n     do not edit and do not merge by hand: run the "
          "script again. -->\n\n")
CEILINGS = {
    "pass": "**Pass.** A complete analysis with no violation can support it.",
    "review": "**Review.** No analysis of artefacts can do better: a human has "
              "to judge the rest.",
}
VERDICTS = (("fail", "Fail"), ("review", "Review"), ("pass", "Pass"),
            ("notApplicable", "Not applicable"))


def all_documents(data, cwes, pages):
    """Path below docs/ to text."""
    result = {"rules/README.md": rule_index(data, pages),
              "guidelines/README.md": matrix(data, pages)}
    for entry in data.guidelines:
        name = f"guidelines/guideline-{entry['number']}.md"
        result[name] = guideline_page(data, entry, pages)
    return result


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines) + "\n"


def paragraph(text):
    return textwrap.fill(text, 80, break_long_words=False,
                         break_on_hyphens=False) + "\n\n"


def bullets(items):
    return "".join(f"- {item}\n" for item in items) + "\n"


def front_ends(page):
    return ", ".join(program for key, program in FRONT_ENDS
                     if getattr(page, key))


def severity(page):
    return (f"{page.severity_tenths / 10:.1f}" if page.severity_tenths else "-")


def cwe_links(page):
    return ", ".join(f"[{n}](https://cwe.mitre.org/data/definitions/{n}.html)"
                     for n in page.cwes) or "-"


def rule_index(data, pages):
    out = ["# Rules\n\n", NOTICE,
           "Each page declares one rule: its front matter is what the programs "
           "know of it.\nRules stand under the guideline of the [Code of "
           "Practice](../guidelines/README.md)\nthat they serve first. An id "
           "is also the clang-tidy check name, the SARIF rule id\nand the "
           "`NOLINT` word.\n\n"
           "How pages are written is shown by any of them; "
           "`script/new-rule <id>` makes the\nfiles of a new one.\n\n"]
    for entry in data.guidelines:
        rows = [[f"[{p.id}]({p.id}.md)", p.title, front_ends(p), p.level,
                 severity(p), p.precision, cwe_links(p)]
                for p in pages if p.guidelines[0] == entry["number"]]
        out.append(f"## {entry['number']}. {entry['title']}\n\n")
        out.append(table(["Rule", "Finds", "Programs", "Level", "Severity",
                          "Precision", "CWE"], rows) if rows else
                   "No rule has this guideline as its first.\n\n")
    return "".join(out).rstrip("\n") + "\n"


def matrix(data, pages):
    uri = data.taxonomies[0]["uri"]
    out = ["# Guidelines\n\n", NOTICE,
           "The UK [Code of Practice for Consumer IoT Security](" + uri + ")\n"
           "(October 2018) has thirteen guidelines. Every rule serves at least "
           "one; the ceiling\nis the best verdict that an analysis of source "
           "and images can give.\n\n"]
    rows = []
    for entry in data.guidelines:
        number = entry["number"]
        served = [p for p in pages if number in p.guidelines]
        count = [sum(bool(getattr(p, key)) for p in served)
                 for key, _ in FRONT_ENDS]
        rows.append([str(number),
                     f"[{entry['title']}](guideline-{number}.md)",
                     ", ".join(entry["owasp"]) or "none",
                     *map(str, count), entry["ceiling"]])
    out.append(table(["", "Guideline", "OWASP IoT 2018", "Source rules",
                      "Image rules", "Ceiling"], rows))
    out.append("## Which rule serves which guideline\n\n"
               "**1st** marks the guideline a rule serves first.\n\n")
    numbers = [entry["number"] for entry in data.guidelines]
    out.append(table(
        ["Rule", *map(str, numbers)],
        [[f"[{p.id}](../rules/{p.id}.md)",
          *("1st" if n == p.guidelines[0] else "x" if n in p.guidelines else ""
            for n in numbers)] for p in pages]))
    return "".join(out).rstrip("\n") + "\n"


def guideline_page(data, entry, pages):
    number = entry["number"]
    titles = {o["id"]: o["title"] for o in data.owasp}
    served = sorted((p for p in pages if number in p.guidelines),
                    key=lambda p: (p.guidelines[0] != number, p.id))
    out = [f"# Guideline {number}: {entry['title']}\n\n", NOTICE,
           paragraph(f"{entry['obligation']} (In our words; the "
                     f"[Code]({entry['uri']}) itself decides.)"),
           paragraph(f"It speaks mainly to: {', '.join(entry['audience'])}."),
           "## Rules that serve it\n\n"]
    out.append(table(
        ["Rule", "Finds", "Programs", "Level"],
        [[f"[{p.id}](../rules/{p.id}.md)", p.title, front_ends(p), p.level]
         for p in served]) if served else "None yet.\n\n")
    out.append("## What counts\n\n" + paragraph(
        "What can be said for and against a product from its source and image. "
        "The rules above are what firmcop looks for."))
    out.append(table(["Verdict", "When"],
                     [[title, entry["verdicts"][key]]
                      for key, title in VERDICTS]))
    out.append("Speaks against it:\n\n" + bullets(entry["evidence"]["against"]))
    out.append("Speaks for it:\n\n" + bullets(entry["evidence"]["for"]))
    out.append("## Best possible verdict\n\n" + paragraph(
        f"{CEILINGS[entry['ceiling']]} {entry['ceilingReason']}")
               + "## What no static analysis sees\n\n"
               + bullets(entry["evidence"]["notVisible"]))
    items = ", ".join(f"{item} {titles[item]}" for item in entry["owasp"])
    out.append("## Other standards\n\n" + paragraph(
        f"OWASP IoT Top 10 (2018): {items or 'no item corresponds'}."))
    out.append(table(["ETSI EN 303 645 V2.1.1", "Asks"],
                     [list(i) for i in entry["etsi"].items()]))
    if entry["etsiV313Changes"]:
        out.append(table(
            ["New or split in V3.1.3", "Asks"],
            [list(i) for i in entry["etsiV313Changes"].items()]))
    for psti in entry["psti"]:
        out.append(paragraph(
            "UK Product Security and Telecommunications Infrastructure regime, "
            f"{psti['reference']}: {psti['summary']} Deemed compliance: "
            f"{psti['deemedCompliance']}."))
    out.append(table(["Cross-reference", "Items"],
                     [[name, ", ".join(items)] for name, items in
                      entry["crossReferences"].items()]))
    return "".join(out).rstrip("\n") + "\n"
