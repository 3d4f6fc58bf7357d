"""Writes one flow text with one fault per file, and their names."""

import pathlib
import sys

FOLDER = pathlib.Path(sys.argv[1])
HEAD = 'unit "u.c"\n\nfunction @f(a i32s, a i32s) i32s {\nb0:\n'
FAULTS = [
    ("no-unit", 'file "a.c"\n'),
    ("empty", "; nothing\n"),
    ("undeclared", HEAD + "  t0 = call i32s @strlen()\n  return\n}\n"),
    ("word", HEAD + "  frobnicate t0\n  return\n}\n"),
    ("unset", HEAD + "  t0 = copy i32s t7\n  return\n}\n"),
    ("no-block", HEAD + "  t0 = copy i32s 1\n  jump b9\n}\n"),
    ("twice", HEAD + "  t0 = copy i32s 1\n  t0 = copy i32s 1\n  return\n}\n"),
    ("open", HEAD + "  return\n"),
    ("no-end", HEAD + "  t0 = copy i32s 1\n}\n"),
    ("declared-twice", 'unit "u.c"\ndeclare @f\ndeclare @f\n'),
    ("rest", HEAD + "  return 1 here\n}\n"),
    ("text", HEAD + '  t0 = copy ptr "open\n  return\n}\n'),
    ("number", HEAD + "  t0 = copy i32s 99999999999999999999\n  return\n}\n"),
    ("gap", HEAD + "  t90000000 = copy i32s 1\n  return\n}\n"),
    ("local", HEAD + "  t0 = load i32s &a\n  return\n}\n"),
    ("no-file", HEAD + "  return @3:1\n}\n"),
    ("second-unit", HEAD + '  return\n}\n\nunit "v.c"\nnonsense\n'),
    ("type", HEAD + "  t0 = load i32 &0\n  return\n}\n"),
]
for number, (name, text) in enumerate(FAULTS):
    path = FOLDER / f"{number:02}-{name}.flow"
    path.write_text(text)
    print(path)
