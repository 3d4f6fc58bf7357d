//===- device/sdk/mbedtls/pkcs5.h - mbed TLS 2.28 subset ----------*- C -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef LUMEN_SDK_MBEDTLS_PKCS5_H
#define LUMEN_SDK_MBEDTLS_PKCS5_H

#include <stdint.h>

#include "mbedtls/md.h"

int mbedtls_pkcs5_pbkdf2_hmac(mbedtls_md_context_t *ctx,
                              const unsigned char *password, size_t plen,
                              const unsigned char *salt, size_t slen,
                              unsigned int iteration_count, uint32_t key_length,
                              unsigned char *output);

#endif
