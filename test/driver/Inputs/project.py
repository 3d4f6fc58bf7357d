"""Writes a project of small files with a compile database: FOLDER COUNT."""

import json
import pathlib
import sys

folder, count = pathlib.Path(sys.argv[1]), int(sys.argv[2])
(folder / ".clang-tidy").write_text("WarningsAsErrors: ''\n")
declaration = "unsigned char *MD5(const void *, unsigned long, unsigned char *);\n"
(folder / "include/all.h").write_text(
    declaration
    + "static inline void sum(unsigned char *To) { MD5(To, 1, To); }\n"
    + "unsigned char *SHA1(const void *, unsigned long, unsigned char *);\n"
)
(folder / "other.h").write_text(
    declaration + "unsigned char *SHA1(const void *, unsigned long, unsigned char *);\n"
)
commands = []
for number in range(count):
    name = f"unit{number}.c"
    (folder / name).write_text(
        '#include "all.h"\n'
        f"void work{number}(unsigned char *To) {{\n"
        "  MD5(To, 1, To);\n"
        "  MD5(To, 2, To); // NOLINT\n"
        "}\n"
    )
    commands.append(
        {
            "directory": str(folder),
            "file": name,
            "command": f"cc -Iearly -Iinclude -c {folder / name}",
        }
    )
(folder / "compile_commands.json").write_text(json.dumps(commands))
