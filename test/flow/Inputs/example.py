#!/usr/bin/env python3
# test/flow/Inputs/example.py - The example of docs/flow.md
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Takes the example out of a page: DIR/serve.flow is its program, DIR/expected what
the page says that comes of it."""

import re
import sys
from pathlib import Path


def main(page, folder):
    text = Path(page).read_text()
    (program,) = re.findall(r"^```flow\n(.*?)^```", text, re.M | re.S)
    (output,) = re.findall(
        r"^```\n\$ firmcop-flow --solve serve.flow\n(.*?)^```", text, re.M | re.S
    )
    Path(folder, "serve.flow").write_text(program)
    Path(folder, "expected").write_text(output)


if __name__ == "__main__":
    main(*sys.argv[1:])
