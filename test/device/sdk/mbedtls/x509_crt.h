//===- device/sdk/mbedtls/x509_crt.h - mbed TLS 2.28 subset -------*- C -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef LUMEN_SDK_MBEDTLS_X509_CRT_H
#define LUMEN_SDK_MBEDTLS_X509_CRT_H

typedef struct mbedtls_x509_crl mbedtls_x509_crl;

typedef struct mbedtls_x509_crt {
  unsigned int buf[80];
} mbedtls_x509_crt;

void mbedtls_x509_crt_init(mbedtls_x509_crt *crt);
int mbedtls_x509_crt_parse_file(mbedtls_x509_crt *chain, const char *path);

#endif
