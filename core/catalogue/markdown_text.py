#===- core/catalogue/markdown_text.py - Markdown to plain text -------------===#
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""SARIF and the console show a rule's description and help as plain text."""

import re


def plain_text(markdown):
    """Markdown without its marks: paragraphs on one line, code as it is."""
    blocks, paragraph, fenced = [], [], False

    def flush():
        if paragraph:
            blocks.append(inline_text(" ".join(paragraph)))
            paragraph.clear()

    for line in markdown.splitlines():
        if line.startswith("```"):
            flush()
            fenced = not fenced
            if fenced:
                blocks.append("")
            continue
        if fenced:
            blocks[-1] += ("\n" if blocks[-1] else "") + "    " + line
        elif not line.strip():
            flush()
        else:
            if re.match(r"([-*]|\d+\.) ", line):
                flush()
            paragraph.append(line.strip())
    flush()
    return "\n\n".join(blocks)


def inline_text(markdown):
    """One paragraph without links, emphasis and code marks."""
    pieces = re.split(r"(`[^`]*`)", markdown)
    for i, piece in enumerate(pieces):
        if i % 2:
            pieces[i] = piece[1:-1]
        else:
            piece = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", piece)
            piece = re.sub(r"\*\*([^*]+)\*\*", r"\1", piece)
            pieces[i] = re.sub(r"(?<!\w)[*_]([^*_]+)[*_](?!\w)", r"\1", piece)
    return "".join(pieces)
