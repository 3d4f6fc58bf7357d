//===- device/sdk/lib/crypt.c - Link stub of libcrypt -------------*- C -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every function fails or does nothing: the demo image is scanned, never run.
//
//===----------------------------------------------------------------------===//
#include "crypt.h"

#include <stddef.h>

char *crypt(const char *phrase, const char *setting) { return NULL; }

char *crypt_gensalt(const char *prefix, unsigned long count, const char *rbytes,
                    int nrbytes) {
  return NULL;
}
