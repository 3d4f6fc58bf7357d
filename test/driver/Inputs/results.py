"""Prints the results of a SARIF file, a line for each: rule, kind, level, place,
and whether it is suppressed.

  results.py SARIF-FILE
"""

import json
import os
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    run = json.load(file)["runs"][0]
for result in run["results"]:
    words = [result["ruleId"], result["kind"], result["level"]]
    for location in result.get("locations", []):
        place = location["physicalLocation"]
        uri = place["artifactLocation"].get("uri", "")
        if not uri:
            index = place["artifactLocation"]["index"]
            uri = run["artifacts"][index]["location"]["uri"]
        words.append(f"{os.path.basename(uri)}:{place['region']['startLine']}")
    if result.get("suppressions"):
        words.append("suppressed")
    print(*words)
