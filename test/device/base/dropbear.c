//===- device/base/dropbear.c - Stand-in for the SSH server -------*- C -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include <stdio.h>

int main(int argc, char **argv) {
  char ident[64];
  snprintf(ident, sizeof ident, "SSH-2.0-%s", "dropbear_2024.86");
  printf("Dropbear server v2024.86 "
         "https://matt.ucc.asn.au/dropbear/dropbear.html\n"
         "%s %s\n",
         argc > 0 ? argv[0] : "", ident);
  return 1;
}
