//===- device/sdk/mbedtls/rsa.h - mbed TLS 2.28 subset ------------*- C -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef LUMEN_SDK_MBEDTLS_RSA_H
#define LUMEN_SDK_MBEDTLS_RSA_H

#include <stddef.h>

#define MBEDTLS_RSA_PKCS_V15 0

typedef struct mbedtls_rsa_context {
  unsigned int mpi[48];
} mbedtls_rsa_context;

void mbedtls_rsa_init(mbedtls_rsa_context *ctx, int padding, int hash_id);
void mbedtls_rsa_free(mbedtls_rsa_context *ctx);
int mbedtls_rsa_gen_key(mbedtls_rsa_context *ctx,
                        int (*f_rng)(void *, unsigned char *, size_t),
                        void *p_rng, unsigned int nbits, int exponent);

#endif
