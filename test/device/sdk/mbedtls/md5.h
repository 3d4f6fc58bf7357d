//===- device/sdk/mbedtls/md5.h - mbed TLS 2.28 subset ------------*- C -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef LUMEN_SDK_MBEDTLS_MD5_H
#define LUMEN_SDK_MBEDTLS_MD5_H

#include <stddef.h>

int mbedtls_md5_ret(const unsigned char *input, size_t ilen,
                    unsigned char output[16]);

#endif
