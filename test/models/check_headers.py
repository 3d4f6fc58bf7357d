#!/usr/bin/env python3
# ===- test/models/check_headers.py - Do models and headers agree? --------=== #
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""Compiles what a model file says against the library's own headers.

A row with a wrong name or argument number finds nothing, and nobody notices.
So each row of a library that Debian packages becomes a static_assert: the
function has the parameter, the field and the constant exist, and a number that
stands beside a name is that name's value. A #line directive before each makes
the compiler report the row itself.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

SKIPPED = 77  # as in test/models/CMakeLists.txt

# What a library's headers want before they show all they have, by model file.
FLAGS = {
    "lwip": ["-isystem", "/usr/include/lwip", "-DLWIP_SNMP=1",
             "-DLWIP_HTTPD_SUPPORT_POST=1", "-DLWIP_HTTPD_CGI=1"],
    "win32": ["--target=x86_64-w64-mingw32", "-isystem",
              "/usr/x86_64-w64-mingw32/include"],
    "wolfssl": ["-DWOLFSSL_ALLOW_SSLV3", "-DWOLFSSL_ALLOW_TLSV10"],
}
# C++, and how its class templates are instantiated for the check.
PLUS_PLUS = {"libstdc++"}
CLASSES = {
    "std::array": "<int, 1>",
    "std::basic_string": "<char>",
    "std::basic_istream": "<char>",
    "std::basic_ifstream": "<char>",
    "std::basic_ofstream": "<char>",
    "std::basic_fstream": "<char>",
    "std::map": "<int, int>",
    "std::unordered_map": "<int, int>",
}
FIRST = {
    # C's one strchr() rather than C++'s two.
    "libc": "#include <features.h>\n"
            "#undef __glibc_clang_prereq\n"
            "#define __glibc_clang_prereq(major, minor) 0\n",
    "nettle": "#include <gmp.h>\n",  # C++ of its own
    "openssl": "#include <openssl/opensslconf.h>\n"
               "#undef OPENSSL_NO_IDEA\n"
               "#undef OPENSSL_NO_SSL3_METHOD\n",
    "win32": "#include <windows.h>\n",
    "wolfssl": "#include <wolfssl/options.h>\n",
}

PRELUDE = """
template <class R, class... A> constexpr unsigned parameters(R (*)(A...)) {
  return sizeof...(A);
}
template <class R, class... A>
constexpr unsigned parameters(R (*)(A..., ...)) {
  return 256; // Argument[255] is the last that can be written
}
template <class R, class... A> constexpr bool isVoid(R (*)(A...)) {
  return __is_void(R);
}
template <class R, class... A> constexpr bool isVoid(R (*)(A..., ...)) {
  return __is_void(R);
}
template <class T> struct Kind {
  static constexpr int Parameters = -1; // not a function
  static constexpr int IsPointer = false;
};
template <class T> struct Kind<T *> {
  static constexpr int Parameters = -1;
  static constexpr int IsPointer = true;
};
template <class R, class... A> struct Kind<R (*)(A...)> {
  static constexpr int Parameters = sizeof...(A);
  static constexpr int IsPointer = true;
};
template <class R, class... A> struct Kind<R (*)(A..., ...)> {
  static constexpr int Parameters = 256;
  static constexpr int IsPointer = true;
};
constexpr int nth(unsigned, int Default) { return Default; }
template <class... T>
constexpr int nth(unsigned Number, int Default, int Head, T... Tail) {
  return Number == 0 ? Head : nth(Number - 1, Default, Tail...);
}
template <class R, class... A>
constexpr bool isPointer(unsigned Number, R (*)(A...)) {
  return nth(Number, false, Kind<A>::IsPointer...);
}
template <class R, class... A>
constexpr bool isPointer(unsigned Number, R (*)(A..., ...)) {
  return nth(Number, true, Kind<A>::IsPointer...);
}
template <class R, class... A>
constexpr int callbackParameters(unsigned Number, R (*)(A...)) {
  return nth(Number, -1, Kind<A>::Parameters...);
}
template <class R, class... A>
constexpr int callbackParameters(unsigned Number, R (*)(A..., ...)) {
  return nth(Number, 256, Kind<A>::Parameters...);
}
constexpr bool isOneOf(long long) { return false; }
template <class... T>
constexpr bool isOneOf(long long Value, long long Head, T... Tail) {
  return Value == Head || isOneOf(Value, Tail...);
}
"""


def rows_with_lines(path, headers):
    """The rows of each header with their lines; a row has its own line."""
    found = {}
    for number, line in enumerate(path.read_text().splitlines(), start=1):
        line = line.strip().rstrip(",")
        if re.match(r'\{"(function|field|constant|macro|variable)"', line):
            found.setdefault(json.dumps(json.loads(line)), []).append(number)
    for header in headers:
        for row in header["rows"]:
            key = json.dumps(row)
            if not found.get(key):
                sys.exit(f"{path}: a row spans lines; give it one: {key}")
            yield header["include"], row, found[key].pop(0)


def function_like_macros(command, includes):
    """The function-like macros that the headers define, with how many
    parameters they have."""
    text = subprocess.run(command + ["-E", "-dM", "-"], input=includes,
                          capture_output=True, text=True).stdout
    found = re.findall(r"^#define (\w+)\(([^)]*)\) (.*)", text, re.MULTILINE)
    return {name: len([word for word in parameters.split(",") if word])
            for name, parameters, body in found
            if not re.match(rf"{name}\b", body)}  # it only wraps the function


def port_assertions(port, name, macros):
    """C++ that compiles only if the function has the port."""
    match = re.fullmatch(
        r"(?:Argument|Parameter)\[(\*?)(\d+)\](?:\.Parameter\[\*?(\d+)\])?",
        port)
    if match:
        pointee, number, parameter = match.groups()
        count = macros.get(name, f"parameters(&{name})")
        yield f'static_assert({count} > {number}, "no such argument");'
        if pointee and name not in macros:
            yield (f"static_assert(isPointer({number}, &{name}), "
                   '"points to nothing");')
        if parameter:
            yield (f"static_assert(callbackParameters({number}, &{name}) > "
                   f'{parameter}, "the function has no such parameter");')
    elif port == "ReturnValue":
        if name not in macros:
            yield f'static_assert(!isVoid(&{name}), "returns nothing");'
    else:
        yield 'static_assert(false, "a function of a C library has no such port");'


def class_assertions(row, number):
    """C++ that compiles only if the class or namespace has the function. What
    is overloaded has no one type, so its ports cannot be checked."""
    scope, _, name = row["function"].rpartition("::")
    instance = scope + CLASSES.get(scope, "<int>")
    if scope in ("", "std"):
        within = "" if name.startswith("operator ") else "std"
        yield f"namespace checked{number} {{ using {within}::{name}; }}"
    elif scope.endswith("::" + name):
        yield f'static_assert(sizeof({instance}) > 0, "");'
    else:
        yield f"struct checked{number} : {instance} {{"
        yield f"using {instance}::{name}; }};"


def assertions(row, macros):
    """C++ that compiles only if the row fits the headers."""
    exists = 'static_assert(sizeof(decltype({}) *) > 0, "");'
    conditions = row.get("when", [])
    if "function" in row:
        name = row["function"]
        if name not in macros:
            yield f'static_assert(parameters(&{name}) >= 0, "");'
        for port in {row.get("port"), row.get("from"),
                     *(when["port"] for when in conditions)} - {None}:
            yield from port_assertions(port, name, macros)
    else:
        yield exists.format(row.get("field") or row.get("constant") or row.get("variable"))
    for when in conditions:
        for name in when.get("named", []):
            yield exists.format(name)
            if "equals" in when:
                values = ", ".join(map(str, when["equals"]))
                yield (f"static_assert(isOneOf((long long)({name}), {values}), "
                       '"the name has another value");')


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=pathlib.Path)
    parser.add_argument("--compiler", default="clang++-19")
    parser.add_argument("--packages", type=pathlib.Path, required=True,
                        help="packages that must be there, one a line")
    arguments = parser.parse_args()

    path = arguments.model
    model = json.loads(path.read_text())
    package = model["package"]
    if subprocess.run(["dpkg-query", "-W", package],
                      capture_output=True).returncode:
        print(f"{path.name}: not checked, for {package} is not installed")
        wanted = arguments.packages.read_text().split()
        return 1 if package in wanted else SKIPPED

    # C++11 is the last that declares gets().
    command = [arguments.compiler, "-x", "c++", "-std=gnu++11", "-w",
               "-ferror-limit=0", *FLAGS.get(path.stem, [])]
    includes = ""
    for header in model["headers"]:
        if header["include"]:
            includes += f"#include <{header['include']}>\n"
    if path.stem not in PLUS_PLUS:
        includes = (FIRST.get(path.stem, "") +
                    f'extern "C" {{\n{includes}}}\n')
    macros = function_like_macros(command, includes)

    lines = [includes, PRELUDE]
    checked = 0
    for include, row, line in rows_with_lines(path, model["headers"]):
        if "macro" in row or not include:
            continue  # set by whoever builds, not by a header
        checked += 1
        lines.append(f'#line {line} "{path.name}"')
        lines.append(" ".join(class_assertions(row, line)
                              if path.stem in PLUS_PLUS
                              else assertions(row, macros)))
    with tempfile.NamedTemporaryFile("w", suffix=".cpp") as unit:
        unit.write("\n".join(lines) + "\n")
        unit.flush()
        status = subprocess.run(command + ["-fsyntax-only", unit.name])
    print(f"{path.name}: {checked} rows against the headers of {package}")
    return status.returncode


if __name__ == "__main__":
    sys.exit(main())
