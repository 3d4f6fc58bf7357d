//===- device/sdk/crypt.h - libcrypt subset -----------------------*- C -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef LUMEN_SDK_CRYPT_H
#define LUMEN_SDK_CRYPT_H

char *crypt(const char *phrase, const char *setting);
char *crypt_gensalt(const char *prefix, unsigned long count, const char *rbytes,
                    int nrbytes);

#endif
