//===- device/sdk/mbedtls/cipher.h - mbed TLS 2.28 subset ---------*- C -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef LUMEN_SDK_MBEDTLS_CIPHER_H
#define LUMEN_SDK_MBEDTLS_CIPHER_H

typedef enum {
  MBEDTLS_CIPHER_ID_NONE = 0,
  MBEDTLS_CIPHER_ID_NULL,
  MBEDTLS_CIPHER_ID_AES
} mbedtls_cipher_id_t;

#endif
