# test/variants/scenario.py - What a platform's weaknesses look like
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A scenario is one weakness on one platform, told as a value that flows: where
it comes from, where it goes, and what the harmless twin does instead. In its
C fragments '$' stands for the value and '@' for a number that makes the names of
a variant its own."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scenario:
    family: str  # of FAMILIES
    name: str
    rules: tuple  # each is right for the weak variant; one must be reported
    value: str  # C type of the value
    bad: str  # expression of the weak value
    good: str  # expression of the twin's value
    sink: str  # statements that use the value
    # What every function gets from outside, 'type name'.
    context: str = "int unit"
    before: str = ""  # statements that the expressions need
    check: str = ""  # statements that only the twin has, after 'before'
    other: str = ""  # a harmless expression beside the value; default: good
    shapes: tuple = ()  # only these; default: all


FAMILIES = ("credentials", "input", "crypto", "debug", "update")
