#!/usr/bin/env python3
#===- test/image/Inputs/check_sbom.py - What CycloneDX requires -------------===#
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""check_sbom.py FILE: fails on what the schema of CycloneDX 1.6 would refuse.

Checked are the required members of every object that we write, that none has
others than the schema knows, the enumerations, the patterns, and that each
reference leads somewhere and none is given twice.
"""

import json
import re
import sys

# object: (required, allowed)
SHAPES = {
    "bom": ({"bomFormat", "specVersion"},
            {"$schema", "serialNumber", "version", "metadata", "components",
             "dependencies", "compositions", "vulnerabilities"}),
    "metadata": (set(), {"tools", "component", "lifecycles"}),
    "component": ({"type", "name"},
                  {"bom-ref", "group", "version", "hashes", "cpe", "purl",
                   "evidence"}),
    "hash": ({"alg", "content"}, set()),
    "identity": ({"field"}, {"confidence", "methods"}),
    "method": ({"technique", "confidence"}, {"value"}),
    "occurrence": ({"location"}, {"offset"}),
    "dependency": ({"ref"}, {"dependsOn"}),
    "composition": ({"aggregate"}, {"assemblies"}),
    "vulnerability": (set(), {"bom-ref", "id", "description", "recommendation",
                              "analysis", "affects"}),
}
TYPES = {"application", "framework", "library", "container", "platform",
         "operating-system", "device", "device-driver", "firmware", "file",
         "machine-learning-model", "data", "cryptographic-asset"}
AGGREGATES = {"complete", "incomplete", "unknown", "not_specified"}
TECHNIQUES = {"source-code-analysis", "binary-analysis", "manifest-analysis",
              "filename", "hash-comparison", "other"}
UUID = r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
CPE = r"cpe:2\.3:[aho](:([\w.\-~]|\\[^\w\s])+){3}(:\*){7}"
PURL = r"pkg:[a-z]+(/[\w.%~-]+)+@[\w.%~-]+"

references = []


def shape(kind, value):
    required, allowed = SHAPES[kind]
    assert isinstance(value, dict), (kind, value)
    assert required <= value.keys(), (kind, required - value.keys())
    assert value.keys() <= required | allowed, (kind, value.keys())
    if "bom-ref" in value:
        references.append(value["bom-ref"])


def component(value):
    shape("component", value)
    assert value["type"] in TYPES, value["type"]
    for digest in value.get("hashes", []):
        shape("hash", digest)
        assert digest["alg"] == "SHA-256"
        assert re.fullmatch("[0-9a-f]{64}", digest["content"])
    for key, pattern in (("cpe", CPE), ("purl", PURL)):
        if key in value:
            assert re.fullmatch(pattern, value[key]), value[key]
    evidence = value.get("evidence", {})
    assert evidence.keys() <= {"identity", "occurrences"}
    for identity in evidence.get("identity", []):
        shape("identity", identity)
        for method in identity["methods"]:
            shape("method", method)
            assert method["technique"] in TECHNIQUES
            assert 0 <= method["confidence"] <= 1
    for occurrence in evidence.get("occurrences", []):
        shape("occurrence", occurrence)
        assert isinstance(occurrence.get("offset", 0), int)


def main(path):
    with open(path, encoding="utf-8") as file:
        bom = json.load(file)
    shape("bom", bom)
    assert bom["bomFormat"] == "CycloneDX" and bom["specVersion"] == "1.6"
    assert isinstance(bom["version"], int) and bom["version"] >= 1
    assert re.fullmatch(UUID, bom["serialNumber"]), bom["serialNumber"]
    shape("metadata", bom["metadata"])
    for one in bom["metadata"]["tools"]["components"] + bom["components"]:
        component(one)
    if "component" in bom["metadata"]:
        component(bom["metadata"]["component"])
    used = []
    for one in bom["dependencies"]:
        shape("dependency", one)
        used += [one["ref"], *one["dependsOn"]]
        assert len(set(one["dependsOn"])) == len(one["dependsOn"])
    for one in bom["compositions"]:
        shape("composition", one)
        assert one["aggregate"] in AGGREGATES
        used += one["assemblies"]
    for one in bom["vulnerabilities"]:
        shape("vulnerability", one)
        assert one["analysis"] == {"state": "in_triage"}
        used += [target["ref"] for target in one["affects"]]
    assert len(set(references)) == len(references), "a reference is not unique"
    assert set(used) <= set(references), set(used) - set(references)
    print(f"{len(bom['components'])} components")


if __name__ == "__main__":
    main(sys.argv[1])
