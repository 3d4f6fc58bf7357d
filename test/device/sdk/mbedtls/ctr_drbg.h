//===- device/sdk/mbedtls/ctr_drbg.h - mbed TLS 2.28 subset -------*- C -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef LUMEN_SDK_MBEDTLS_CTR_DRBG_H
#define LUMEN_SDK_MBEDTLS_CTR_DRBG_H

#include <stddef.h>

typedef struct mbedtls_ctr_drbg_context {
  unsigned int buf[96];
} mbedtls_ctr_drbg_context;

void mbedtls_ctr_drbg_init(mbedtls_ctr_drbg_context *ctx);
int mbedtls_ctr_drbg_seed(mbedtls_ctr_drbg_context *ctx,
                          int (*f_entropy)(void *, unsigned char *, size_t),
                          void *p_entropy, const unsigned char *custom,
                          size_t len);
int mbedtls_ctr_drbg_random(void *p_rng, unsigned char *output,
                            size_t output_len);

#endif
