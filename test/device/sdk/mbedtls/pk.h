//===- device/sdk/mbedtls/pk.h - mbed TLS 2.28 subset -------------*- C -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef LUMEN_SDK_MBEDTLS_PK_H
#define LUMEN_SDK_MBEDTLS_PK_H

#include <stddef.h>

#include "mbedtls/md.h"

typedef struct mbedtls_pk_info_t mbedtls_pk_info_t;

typedef struct mbedtls_pk_context {
  const mbedtls_pk_info_t *pk_info;
  void *pk_ctx;
} mbedtls_pk_context;

void mbedtls_pk_init(mbedtls_pk_context *ctx);
void mbedtls_pk_free(mbedtls_pk_context *ctx);
int mbedtls_pk_parse_public_key(mbedtls_pk_context *ctx,
                                const unsigned char *key, size_t keylen);
int mbedtls_pk_parse_keyfile(mbedtls_pk_context *ctx, const char *path,
                             const char *password);
int mbedtls_pk_verify(mbedtls_pk_context *ctx, mbedtls_md_type_t md_alg,
                      const unsigned char *hash, size_t hash_len,
                      const unsigned char *sig, size_t sig_len);

#endif
