//===- device/sdk/mbedtls/des.h - mbed TLS 2.28 subset ------------*- C -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef LUMEN_SDK_MBEDTLS_DES_H
#define LUMEN_SDK_MBEDTLS_DES_H

#include <stddef.h>

#define MBEDTLS_DES_ENCRYPT 1

typedef struct mbedtls_des_context {
  unsigned int sk[32];
} mbedtls_des_context;

void mbedtls_des_init(mbedtls_des_context *ctx);
void mbedtls_des_free(mbedtls_des_context *ctx);
int mbedtls_des_setkey_enc(mbedtls_des_context *ctx,
                           const unsigned char key[8]);
int mbedtls_des_crypt_cbc(mbedtls_des_context *ctx, int mode, size_t length,
                          unsigned char iv[8], const unsigned char *input,
                          unsigned char *output);

#endif
