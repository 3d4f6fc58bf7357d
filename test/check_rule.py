"""Runs firmcop-tidy with the one rule that a test file is named after and
compares its warnings and remarks with the file's CHECK lines. Nothing else may be warned
of, so every line without a CHECK is a negative.

  check_rule.py FIRMCOP-TIDY FILECHECK TEST-FILE [--config=...] [-- FLAGS]

The rule is the file's name up to the first dot, less an optional suffix after
'@': firmcop-weak-hash@openssl.c tests firmcop-weak-hash.
"""

import os
import subprocess
import sys


def main():
    tidy, filecheck, test, *rest = sys.argv[1:]
    rule = os.path.basename(test).split(".")[0].split("@")[0]
    ours = rest[: rest.index("--")] if "--" in rest else rest
    flags = rest[rest.index("--") :] if "--" in rest else ["--"]
    run = subprocess.run(
        [tidy, f"--checks=-*,{rule}", "--quiet", *ours, test, *flags],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    if "error:" in run.stdout or run.returncode != 0:
        sys.exit(f"{run.stdout}{run.stderr}\nexit code {run.returncode}")
    with open(test, encoding="utf-8") as file:
        if "CHECK" not in file.read():
            sys.exit(f"{test}: no CHECK line, so nothing is tested")
    checked = subprocess.run(
        [filecheck, test, "--implicit-check-not={{(warning|remark):}}"],
        input=run.stdout,
        text=True,
    )
    if checked.returncode != 0:
        sys.stderr.write(run.stdout)
    sys.exit(checked.returncode)


main()
