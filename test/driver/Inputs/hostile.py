"""Writes source files that are hard on a compiler or an analysis: FOLDER."""

import pathlib
import sys

folder = pathlib.Path(sys.argv[1])
HEAD = "int system(const char *);\nlong read(int, void *, unsigned long);\n"


def write(name, text):
    (folder / name).write_text(HEAD + text)


# 300,000 lines, a function each.
write("long.c", "".join(f"int line{n}(int a) {{ return a + {n}; }}\n" for n in range(300000)))

# 10,000 functions that call each other in a circle, with a value that grows.
write(
    "cycle.c",
    "".join(f"int f{n}(int a);\n" for n in range(10000))
    + "".join(
        f"int f{n}(int a) {{ return a > 9 ? a : f{(n + 1) % 10000}(a + {n}); }}\n"
        for n in range(10000)
    )
    + "int main(int c, char **v) { return f0(c); }\n",
)

# A switch of 5,000 cases, each of which goes on to the next or leaves.
write(
    "switch.c",
    "int pick(int a, int b) {\n  switch (a) {\n"
    + "".join(
        f"  case {n}: b += {n};{' break;' if n % 3 else ''}\n" for n in range(5000)
    )
    + "  }\n  return b;\n}\n",
)

# 200 levels of blocks, loops and parentheses.
write(
    "deep.c",
    "int deep(int a, int b) {\n"
    + "".join("  if (a > b) { while (a) {\n" for _ in range(100))
    + "a = " + "(" * 200 + "a" + " + b)" * 200 + ";\n"
    + "}}" * 100
    + "\n  return a;\n}\n",
)

# 5,000 branches one after the other, and a long sum.
write(
    "branches.c",
    "int many(int *p, int a) {\n"
    + "".join(f"  if (p[{n}] > a) a += p[{n}];\n" for n in range(5000))
    + "  return a" + "".join(f" + p[{n}]" for n in range(3000)) + ";\n}\n",
)

# 3,000 functions of which each calls 60 others and uses a global of its own.
write(
    "dense.c",
    "".join(f"int g{n};\nint f{n}(int a);\n" for n in range(3000))
    + "".join(
        f"int f{n}(int a) {{ g{n} = a; return "
        + " + ".join(f"f{(n * 7 + k * k + 1) % 3000}(a)" for k in range(60))
        + "; }\n"
        for n in range(3000)
    ),
)

# Two definitions of one function that do not agree.
(folder / "once.c").write_text(
    HEAD + "int get(int fd) { char b[9]; return read(fd, b, 9); }\n"
)
(folder / "twice.c").write_text("char *get(char *a, int b) { return a + b; }\n")
(folder / "use.c").write_text("int get(int);\nint main(void) { return get(3); }\n")

write(
    "pragmas.c",
    "#pragma vendor location=0x20000000\n#pragma no_such_thing\n_Pragma(\"x y z\")\n"
    "__attribute__((vendor_only(3))) int buffer[4];\n"
    "#pragma pack(push, 77)\nint last(void) { return buffer[3]; }\n",
)
(folder / "bytes.c").write_bytes(bytes(range(256)) * 40)
(folder / "empty.c").write_text("")
