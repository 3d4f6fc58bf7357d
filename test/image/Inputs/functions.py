#!/usr/bin/env python3
# test/image/Inputs/functions.py - A C program of so many functions
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints that many functions that call another one."""

import sys

print("int outside(int, int *);")
for number in range(int(sys.argv[1])):
    print(f"int f{number}(int a, int b) {{ int all[4] = {{a, b, {number}, a + b}};")
    print(f"  return outside(a * {number} + all[b & 3], all) + b; }}")
