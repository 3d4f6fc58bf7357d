"""How lit runs firmcop's text tests.

A test under test/source, test/driver, test/flow, test/image or test/report is a
file with RUN lines. Substitutions:

  %firmcop-tidy    the driver            %binscan         the image scanner
  %firmcop-report  the report program    %plugin          the clang-tidy plugin
  %clang-tidy      Debian's clang-tidy   %test            the folder test/
  %firmcop-flow    the flow core on units in the text form
  %pack            packs a folder as a root file system: test/image/pack.py
  %check           driver with only the rule that the file is named after, whose
                   output must hold nothing but what CHECK lines expect:
                   // RUN: %check %s -- -std=c11
"""

import os
import re
import shutil

import lit.formats

config.name = "firmcop-" + config.suite
# bash, because fixtures are made by small shell programs.
config.test_format = lit.formats.ShTest(execute_external=True)
config.suffixes = [".c", ".cpp", ".flow", ".test"]
config.excludes = ["Inputs", "Main.cpp"]
config.test_source_root = os.path.join(config.firmcop_source, "test", config.suite)
config.test_exec_root = os.path.join(config.firmcop_build, "test", config.suite, "out")

bin_dir = os.path.join(config.firmcop_build, "bin")
llvm_bin = os.path.dirname(config.filecheck)
config.environment["PATH"] = os.pathsep.join(
    [llvm_bin, os.environ["PATH"], "/usr/sbin", "/sbin"]
)
if shutil.which("clang-tidy-14"):
    config.available_features.add("clang-tidy-14")
config.environment["LC_ALL"] = "C.UTF-8"
config.environment["NO_COLOR"] = "1"
for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
    if name in os.environ:
        config.environment[name] = os.environ[name]

check = os.path.join(config.firmcop_source, "test", "check_rule.py")
for name, value in [
    ("%firmcop-tidy", os.path.join(bin_dir, "firmcop-tidy")),
    ("%firmcop-report", os.path.join(bin_dir, "firmcop-report")),
    ("%firmcop-flow", os.path.join(bin_dir, "firmcop-flow")),
    ("%binscan", os.path.join(bin_dir, "binscan")),
    ("%plugin", os.path.join(config.firmcop_build, "lib", "libfirmcop-tidy-19.so")),
    ("%clang-tidy", config.clang_tidy),
    (
        "%check",
        f"python3 {check} {os.path.join(bin_dir, 'firmcop-tidy')} {config.filecheck}",
    ),
    ("%pack", f"python3 {os.path.join(config.firmcop_source, 'test', 'image', 'pack.py')}"),
    ("%test", os.path.join(config.firmcop_source, "test")),
]:
    # Names must end where they end: %test is not %tests.
    config.substitutions.append((re.escape(name) + r"(?![-\w])", value))
