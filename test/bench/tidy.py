# test/bench/tidy.py - Runs firmcop-tidy and reads its SARIF
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What the measurements of source analysis share."""

import json
import resource
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlparse

ROOT = Path(__file__).resolve().parents[2]
TIDY = ROOT / "build/release/bin/firmcop-tidy"


@dataclass
class Finding:
    path: Path
    line: int
    rule: str
    cwes: set
    message: str


@dataclass
class Run:
    findings: list = field(default_factory=list)
    failed: set = field(default_factory=set)  # files that were analysed in part
    seconds: float = 0.0  # user time
    megabytes: int = 0  # peak, over all runs so far


def run_tidy(options, folder, program=TIDY):
    """Runs firmcop-tidy's own rules; 'folder' takes the log."""
    log = folder / "log.sarif"
    log.unlink(missing_ok=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.run(
        [program, f"--export-sarif={log}", "--fail-on=none", "--quiet",
         "--checks=-*,firmcop-*", *options],
        capture_output=True, text=True, errors="replace", check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if not log.exists():
        sys.exit(f"{program} gave {process.returncode} and no SARIF:\n{process.stderr[-3000:]}")
    run = read_sarif(log)
    run.seconds = after.ru_utime - before.ru_utime
    run.megabytes = after.ru_maxrss // 1024
    return run


def read_sarif(log):
    """The findings of a log, and the files that could not be read whole."""
    sarif = json.loads(log.read_text())["runs"][0]
    bases = sarif.get("originalUriBaseIds", {})

    def path_of(location):
        file = location["physicalLocation"]["artifactLocation"]
        base = bases.get(file.get("uriBaseId"), {}).get("uri", "")
        return Path(unquote(urlparse(base + file["uri"]).path))

    cwes = {
        rule["id"]: {
            int(tag.rpartition("-")[2])
            for tag in rule.get("properties", {}).get("tags", [])
            if tag.startswith("external/cwe/")
        }
        for rule in sarif["tool"]["driver"].get("rules", [])
    }
    run = Run()
    for result in sarif.get("results", []):
        for place in result.get("locations", [])[:1]:
            if result.get("kind", "fail") == "fail":
                run.findings.append(
                    Finding(
                        path_of(place),
                        place["physicalLocation"]["region"]["startLine"],
                        result["ruleId"],
                        cwes.get(result["ruleId"], set()),
                        result["message"]["text"],
                    )
                )
    for invocation in sarif.get("invocations", []):
        for note in invocation.get("toolExecutionNotifications", []):
            if note.get("descriptor", {}).get("id") == "parse":
                run.failed.update(path_of(place) for place in note.get("locations", []))
    return run
