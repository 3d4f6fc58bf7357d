//===- device/base/busybox.c - Stand-in for the multi-call binary -*- C -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Carries the name and version that the real program prints, so that an
// inventory of the image has something to read.
//
//===----------------------------------------------------------------------===//
#include <stdio.h>
#include <string.h>

static const char banner[] =
    "BusyBox v1.19.4 (2019-03-11 08:12:44 UTC) multi-call binary.";

int main(int argc, char **argv) {
  char applet[32];
  const char *name = argc > 0 ? strrchr(argv[0], '/') : NULL;
  snprintf(applet, sizeof applet, "%s", name ? name + 1 : "busybox");
  printf("%s\n%s: applet not found\n", banner, applet);
  return 127;
}
