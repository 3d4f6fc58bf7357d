//===- device/sdk/mbedtls/entropy.h - mbed TLS 2.28 subset --------*- C -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef LUMEN_SDK_MBEDTLS_ENTROPY_H
#define LUMEN_SDK_MBEDTLS_ENTROPY_H

#include <stddef.h>

typedef struct mbedtls_entropy_context {
  unsigned int buf[256];
} mbedtls_entropy_context;

void mbedtls_entropy_init(mbedtls_entropy_context *ctx);
int mbedtls_entropy_func(void *data, unsigned char *output, size_t len);

#endif
