#===- core/catalogue/table.py - The catalogue as C++ -----------------------===#
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""Writes firmcop/Rules.h and Catalogue.cpp.

Everything is constant-initialised, so that a rule may be named by the
constructor of any static object.
"""

import re

DELIMITER = "page"
# Compilers limit one string literal, and joined ones far higher.
PIECE = 15_000


def literal(text):
    """A C++ expression of type string literal with this value."""
    if "\n" not in text:
        return '"' + text.replace("\\", r"\\").replace('"', r"\"") + '"'
    if f"){DELIMITER}" + '"' in text:
        raise ValueError(f"a text contains ){DELIMITER}\"")
    pieces = [text[i:i + PIECE] for i in range(0, len(text), PIECE)]
    return "\n    ".join(f'R"{DELIMITER}({piece}){DELIMITER}"'
                         for piece in pieces)


def pascal(text):
    """PascalCase from any phrase; what stands in parentheses is left out."""
    words = re.findall(r"[A-Za-z0-9]+", re.sub(r"\([^)]*\)|'s\b", " ", text))
    return "".join(word[0].upper() + word[1:] for word in words)


def enumerator(name, value):
    return f"{name}::{pascal(value)}"


class Arrays:
    """Constant arrays for spans to refer to; empty ones need none."""

    def __init__(self):
        self.lines = []

    def span(self, element, name, values):
        if not values:
            return "{}"
        inside = ",\n    ".join(values)
        self.lines.append(f"constexpr {element} {name}[] = {{\n    {inside}}};")
        return name


def header(file, text):
    return (f"//===- {file} - {text} (generated) -*- C++ -*-===//\n"
            "//\n// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception\n"
            "//\n// Made by core/catalogue/generate.py from docs/rules; change"
            " the pages instead.\n//\n//===---===//\n\n")


def rules_header(pages):
    out = [header("firmcop/Rules.h", "Every rule by name"),
           "#ifndef FIRMCOP_RULES_H\n#define FIRMCOP_RULES_H\n\n"
           '#include "firmcop/Rule.h"\n\n'
           "namespace firmcop::rules {\n\n"]
    for page in pages:
        out.append(f"/// {page.id}: {page.title}.\n"
                   f"extern const Rule {page.name};\n")
    out.append("\n} // namespace firmcop::rules\n\n#endif // FIRMCOP_RULES_H\n")
    return "".join(out)


def rule_definition(page, arrays):
    name, text = page.name, page.messages
    guidelines = arrays.span("std::uint8_t", f"GuidelinesOf{name}",
                             [str(n) for n in page.guidelines])
    cwes = arrays.span("std::uint16_t", f"CwesOf{name}",
                       [str(n) for n in page.cwes])
    etsi = arrays.span("std::string_view", f"EtsiOf{name}",
                       [literal(p) for p in page.etsi])
    calls = arrays.span("CallConstraint", f"CallsOf{name}",
                        [f"{{{enumerator('Constraint', constraint)}, "
                         f"{literal(kind)}}}"
                         for constraint, kind in page.calls])
    flows = arrays.span(
        "FlowConstraint", f"FlowsOf{name}",
        ["{%s, %s}" % (arrays.span("std::string_view",
                                   f"SourcesOf{name}{number}",
                                   [literal(kind) for kind in sources]),
                       literal(sink))
         for number, (sources, sink) in enumerate(page.flows)])
    members = [
        ("Id", literal(page.id)), ("Name", literal(name)),
        ("Title", literal(page.title)), ("Message", literal(text["message"])),
        ("PassMessage", literal(text["pass"])),
        ("NotApplicableMessage", literal(text["not-applicable"])),
        ("OpenMessage", literal(text["open"])),
        ("Description", literal(page.description)),
        ("Help", literal(page.help)), ("Page", literal(page.body)),
        ("Source", enumerator("Method", page.source or "none")),
        ("Image", enumerator("Method", page.image or "none")),
        ("DefaultLevel", enumerator("Level", page.level)),
        ("Confidence", enumerator("Precision", page.precision)),
        ("SeverityTenths", str(page.severity_tenths)),
        ("Guidelines", guidelines), ("Cwes", cwes),
        ("EtsiProvisions", etsi), ("Calls", calls), ("Flows", flows)]
    inside = ",\n    ".join(f".{key} = {value}" for key, value in members)
    return f"constinit const Rule {name} = {{\n    {inside}}};\n"


def taxon(identifier, name, title, summary, uri):
    fields = (identifier, pascal(name), title.rstrip(".") + ".", summary, uri)
    return "{" + ", ".join(literal(f) for f in fields) + "}"


def taxa(data, cwes, pages):
    """The taxa of each taxonomy, in the order of data.taxonomies."""
    uri = {t["name"]: t["uri"] for t in data.taxonomies}
    used = sorted({number for page in pages for number in page.cwes})
    return [
        [taxon(f"CoP-{g['number']}", g["title"],
               f"Guideline {g['number']}: {g['title']}.", g["obligation"],
               g["uri"]) for g in data.guidelines],
        [taxon(f"CWE-{n}", cwes[n], cwes[n],
               f"Weakness {n} of the Common Weakness Enumeration: {cwes[n]}.",
               f"https://cwe.mitre.org/data/definitions/{n}.html")
         for n in used],
        [taxon(o["id"], o["title"], o["title"], o["summary"],
               uri["OWASP-IoT-2018"]) for o in data.owasp],
        [taxon(key, "Provision " + key.replace("-", " ").replace(".", " "),
               f"Provision {key}.", text, uri["ETSI-EN-303-645"])
         for key, text in data.provisions.items()],
    ]


def guideline_table(data, arrays):
    rows = []
    for entry in data.guidelines:
        number = entry["number"]
        spans = [arrays.span("std::string_view", f"{what}Of{number}",
                             [literal(item) for item in entry[key]])
                 for what, key in (("Owasp", "owasp"), ("Etsi", "etsi"))]
        rows.append(", ".join([
            f"{{{number}", literal(entry["title"]),
            literal(entry["obligation"]), *spans,
            enumerator("Kind", entry["ceiling"]),
            literal(entry["ceilingReason"])]) + "}")
    return arrays.span("Guideline", "Guidelines", rows)


def taxonomy_table(data, cwes, pages, arrays):
    rows = []
    for entry, members in zip(data.taxonomies, taxa(data, cwes, pages)):
        span = arrays.span("Taxon", "TaxaOf" + pascal(entry["name"]), members)
        fields = [literal(entry[key]) for key in
                  ("name", "fullName", "organization", "version", "uri")]
        rows.append("{" + ", ".join(
            [*fields, "true" if entry["comprehensive"] else "false", span])
            + "}")
    return arrays.span("Taxonomy", "Taxonomies", rows)


def catalogue_source(data, cwes, pages):
    arrays = Arrays()
    guidelines = guideline_table(data, arrays)
    taxonomies = taxonomy_table(data, cwes, pages, arrays)
    rules = [rule_definition(page, arrays) for page in pages]
    table = Arrays()
    every = table.span("const Rule *", "Rules",
                       [f"&rules::{page.name}" for page in pages])
    return "".join([
        header("Catalogue.cpp", "The rules as data"),
        '#include "firmcop/Guideline.h"\n#include "firmcop/Rules.h"\n\n',
        "using namespace firmcop;\n\nnamespace {\n\n",
        "\n".join(arrays.lines), "\n\n} // namespace\n\n",
        "namespace firmcop::rules {\n\n", "\n".join(rules),
        "\n} // namespace firmcop::rules\n\n",
        *table.lines,
        "\n\nstd::span<const Rule *const> firmcop::allRules() "
        f"{{ return {every}; }}\n",
        "std::span<const Guideline> firmcop::allGuidelines() "
        f"{{ return {guidelines}; }}\n",
        "std::span<const Taxonomy> firmcop::allTaxonomies() "
        f"{{ return {taxonomies}; }}\n"])
