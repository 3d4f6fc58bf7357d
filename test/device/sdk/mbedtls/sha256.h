//===- device/sdk/mbedtls/sha256.h - mbed TLS 2.28 subset ---------*- C -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef LUMEN_SDK_MBEDTLS_SHA256_H
#define LUMEN_SDK_MBEDTLS_SHA256_H

#include <stddef.h>

int mbedtls_sha256_ret(const unsigned char *input, size_t ilen,
                       unsigned char output[32], int is224);

#endif
