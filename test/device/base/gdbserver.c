//===- device/base/gdbserver.c - Stand-in for the remote debugger -*- C -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include <stdio.h>

int main(int argc, char **argv) {
  char usage[64];
  snprintf(usage, sizeof usage, "Usage: %s COMM PROG", argc > 0 ? argv[0] : "");
  printf("GNU gdbserver (GDB) 7.6.1\n%s\n", usage);
  return 1;
}
