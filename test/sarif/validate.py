#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Validates SARIF logs with Microsoft's SARIF Multitool.

usage: validate.py {full|github} LOG...

The multitool's exit code is 0 whatever it finds, so that its own log is read:
any error or warning in it fails, and so does a missing tool.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOOL = (HERE / "node_modules" / "@microsoft" / "sarif-multitool-linux"
        / "Sarif.Multitool")
RULE_KINDS = {"full": "Sarif", "github": "Sarif;Ghas"}


def describe(result, rules):
    index = result.get("ruleIndex")
    rule = result.get("ruleId") or rules[index]["id"]
    message = result["message"]
    text = message.get("text")
    if text is None:
        strings = next((r.get("messageStrings", {}) for r in rules
                        if r["id"] == rule.split("/")[0]), {})
        text = strings.get(message.get("id"), {}).get("text", "")
        for number, argument in enumerate(message.get("arguments", [])):
            text = text.replace("{%d}" % number, argument)
    region = (result.get("locations", [{}])[0]
              .get("physicalLocation", {}).get("region", {}))
    return "%s:%s %s: %s: %s" % (
        region.get("startLine", "-"), region.get("startColumn", "-"),
        result.get("level", "warning"), rule, text)


def problems(log, profile):
    """What the multitool has to say about one log, one line each."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.sarif"
        done = subprocess.run(
            [TOOL, "validate", log, "--config", HERE / "sarif_policy.xml",
             "--rule-kind", RULE_KINDS[profile], "--level", "Error;Warning",
             "--output", report, "--log", "ForceOverwrite"],
            env=dict(os.environ, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT="1"),
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode != 0 or not report.exists():
            return ["the multitool failed: " + done.stdout.strip()]
        run = json.loads(report.read_text(encoding="utf-8-sig"))["runs"][0]
    rules = run["tool"]["driver"].get("rules", [])
    found = [describe(r, rules) for r in run.get("results", [])]
    for invocation in run.get("invocations", []):
        if not invocation.get("executionSuccessful", True):
            found.append("the multitool could not check the whole log")
    return found


def main():
    if len(sys.argv) < 3 or sys.argv[1] not in RULE_KINDS:
        sys.exit(__doc__)
    if not TOOL.exists():
        sys.exit("%s is missing; run 'npm ci --prefix test/sarif'" % TOOL)
    failed = False
    for log in sys.argv[2:]:
        if not os.path.exists(log):
            sys.exit("%s: no such log" % log)
        found = problems(log, sys.argv[1])
        for line in found:
            print("%s:%s" % (log, line))
        print("%s: %d errors and warnings" % (log, len(found)))
        failed |= bool(found)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
