#!/usr/bin/env python3
# test/flow/Inputs/guards.py - Every comparison of a length with a number
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Writes DIR/guards.flow and DIR/expected: for each relational operator, operand
order, sign and bound, two copies into a buffer of 100 bytes, one on each way out of
the comparison. What is expected comes from trying numbers, not from rules about
intervals: a copy is wrong if some number goes there that is above 100."""

import operator
import sys
from pathlib import Path

ROOM = 100
RELATIONS = {
    "equal": operator.eq,
    "not-equal": operator.ne,
    "less": operator.lt,
    "less-equal": operator.le,
    "greater": operator.gt,
    "greater-equal": operator.ge,
}
# Ends, and what lies around every bound below.
NUMBERS = [0, 1, 2, *range(97, 105), 65535, 2**31 - 1, 2**31, 2**32 - 1]
BOUNDS = [0, 1, 99, 100, 101, 102]


def case(number, kind, relation, bound, is_swapped):
    operands = f"{bound}, t1" if is_swapped else f"t1, {bound}"
    return f"""function @f{number}() void {{
  local n {kind} size 4
  local to record size {ROOM} element 1
  local from record size 400 element 1
b0:
  t0 = call i64s @recv(3, &n, 4, 0)
  t1 = load {kind} &n
  t2 = {relation} {kind} {operands}
  branch t2 ? b1 : b2
b1:
  t3 = cast i64u t1 [implicit]
  t4 = call ptr @memcpy(&to, &from, t3) @{number}:1+{2 * number}/1
  return
b2:
  t5 = cast i64u t1 [implicit]
  t6 = call ptr @memcpy(&to, &from, t5) @{number}:2+{2 * number + 1}/1
  return
}}
"""


def main(folder):
    program = ['unit "guards.c"\nfile "guards.c"\n']
    program.append("declare @recv model\ndeclare @memcpy model\n")
    expected = []
    number = 0
    for kind in ("i32u", "i32s"):
        numbers = [n if kind == "i32u" or n < 2**31 else n - 2**32 for n in NUMBERS]
        for relation, holds in RELATIONS.items():
            for bound in BOUNDS:
                # Equal to a constant is the program's own number, however large.
                if "equal" in (relation, relation[4:]) and bound > ROOM:
                    continue
                for is_swapped in (False, True):
                    number += 1
                    program.append(case(number, kind, relation, bound, is_swapped))
                    for column, way in ((1, True), (2, False)):
                        # A negative number is a huge size.
                        if any(
                            n % 2**32 > ROOM
                            for n in numbers
                            if holds(*((bound, n) if is_swapped else (n, bound))) == way
                        ):
                            expected.append(f"guards.c:{number}:{column}")
    Path(folder, "guards.flow").write_text("".join(program))
    Path(folder, "expected").write_text("\n".join(expected) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
