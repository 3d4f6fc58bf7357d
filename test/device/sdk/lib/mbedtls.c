//===- device/sdk/lib/mbedtls.c - Link stub of mbed TLS -----------*- C -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every function fails or does nothing: the demo image is scanned, never run.
//
//===----------------------------------------------------------------------===//
#include "mbedtls/aes.h"
#include "mbedtls/ctr_drbg.h"
#include "mbedtls/des.h"
#include "mbedtls/entropy.h"
#include "mbedtls/gcm.h"
#include "mbedtls/md.h"
#include "mbedtls/md5.h"
#include "mbedtls/pk.h"
#include "mbedtls/pkcs5.h"
#include "mbedtls/rsa.h"
#include "mbedtls/sha256.h"
#include "mbedtls/ssl.h"
#include "mbedtls/x509_crt.h"

void mbedtls_aes_init(mbedtls_aes_context *ctx) {}

void mbedtls_aes_free(mbedtls_aes_context *ctx) {}

int mbedtls_aes_setkey_enc(mbedtls_aes_context *ctx, const unsigned char *key,
                           unsigned int keybits) {
  return -1;
}

int mbedtls_aes_crypt_ecb(mbedtls_aes_context *ctx, int mode,
                          const unsigned char input[16],
                          unsigned char output[16]) {
  return -1;
}

void mbedtls_ctr_drbg_init(mbedtls_ctr_drbg_context *ctx) {}

int mbedtls_ctr_drbg_seed(mbedtls_ctr_drbg_context *ctx,
                          int (*f_entropy)(void *, unsigned char *, size_t),
                          void *p_entropy, const unsigned char *custom,
                          size_t len) {
  return -1;
}

int mbedtls_ctr_drbg_random(void *p_rng, unsigned char *output,
                            size_t output_len) {
  return -1;
}

void mbedtls_des_init(mbedtls_des_context *ctx) {}

void mbedtls_des_free(mbedtls_des_context *ctx) {}

int mbedtls_des_setkey_enc(mbedtls_des_context *ctx,
                           const unsigned char key[8]) {
  return -1;
}

int mbedtls_des_crypt_cbc(mbedtls_des_context *ctx, int mode, size_t length,
                          unsigned char iv[8], const unsigned char *input,
                          unsigned char *output) {
  return -1;
}

void mbedtls_entropy_init(mbedtls_entropy_context *ctx) {}

int mbedtls_entropy_func(void *data, unsigned char *output, size_t len) {
  return -1;
}

void mbedtls_gcm_init(mbedtls_gcm_context *ctx) {}

void mbedtls_gcm_free(mbedtls_gcm_context *ctx) {}

int mbedtls_gcm_setkey(mbedtls_gcm_context *ctx, mbedtls_cipher_id_t cipher,
                       const unsigned char *key, unsigned int keybits) {
  return -1;
}

int mbedtls_gcm_crypt_and_tag(mbedtls_gcm_context *ctx, int mode, size_t length,
                              const unsigned char *iv, size_t iv_len,
                              const unsigned char *add, size_t add_len,
                              const unsigned char *input, unsigned char *output,
                              size_t tag_len, unsigned char *tag) {
  return -1;
}

const mbedtls_md_info_t *mbedtls_md_info_from_type(mbedtls_md_type_t md_type) {
  return NULL;
}

void mbedtls_md_init(mbedtls_md_context_t *ctx) {}

void mbedtls_md_free(mbedtls_md_context_t *ctx) {}

int mbedtls_md_setup(mbedtls_md_context_t *ctx,
                     const mbedtls_md_info_t *md_info, int hmac) {
  return -1;
}

int mbedtls_md_hmac(const mbedtls_md_info_t *md_info, const unsigned char *key,
                    size_t keylen, const unsigned char *input, size_t ilen,
                    unsigned char *output) {
  return -1;
}

int mbedtls_md5_ret(const unsigned char *input, size_t ilen,
                    unsigned char output[16]) {
  return -1;
}

void mbedtls_pk_init(mbedtls_pk_context *ctx) {}

void mbedtls_pk_free(mbedtls_pk_context *ctx) {}

int mbedtls_pk_parse_public_key(mbedtls_pk_context *ctx,
                                const unsigned char *key, size_t keylen) {
  return -1;
}

int mbedtls_pk_parse_keyfile(mbedtls_pk_context *ctx, const char *path,
                             const char *password) {
  return -1;
}

int mbedtls_pk_verify(mbedtls_pk_context *ctx, mbedtls_md_type_t md_alg,
                      const unsigned char *hash, size_t hash_len,
                      const unsigned char *sig, size_t sig_len) {
  return -1;
}

int mbedtls_pkcs5_pbkdf2_hmac(mbedtls_md_context_t *ctx,
                              const unsigned char *password, size_t plen,
                              const unsigned char *salt, size_t slen,
                              unsigned int iteration_count, uint32_t key_length,
                              unsigned char *output) {
  return -1;
}

void mbedtls_rsa_init(mbedtls_rsa_context *ctx, int padding, int hash_id) {}

void mbedtls_rsa_free(mbedtls_rsa_context *ctx) {}

int mbedtls_rsa_gen_key(mbedtls_rsa_context *ctx,
                        int (*f_rng)(void *, unsigned char *, size_t),
                        void *p_rng, unsigned int nbits, int exponent) {
  return -1;
}

int mbedtls_sha256_ret(const unsigned char *input, size_t ilen,
                       unsigned char output[32], int is224) {
  return -1;
}

void mbedtls_ssl_config_init(mbedtls_ssl_config *conf) {}

int mbedtls_ssl_config_defaults(mbedtls_ssl_config *conf, int endpoint,
                                int transport, int preset) {
  return -1;
}

void mbedtls_ssl_conf_authmode(mbedtls_ssl_config *conf, int authmode) {}

void mbedtls_ssl_conf_min_version(mbedtls_ssl_config *conf, int major,
                                  int minor) {}

void mbedtls_ssl_conf_rng(mbedtls_ssl_config *conf,
                          int (*f_rng)(void *, unsigned char *, size_t),
                          void *p_rng) {}

void mbedtls_ssl_conf_ca_chain(mbedtls_ssl_config *conf,
                               mbedtls_x509_crt *ca_chain,
                               mbedtls_x509_crl *ca_crl) {}

int mbedtls_ssl_conf_own_cert(mbedtls_ssl_config *conf,
                              mbedtls_x509_crt *own_cert,
                              mbedtls_pk_context *pk_key) {
  return -1;
}

void mbedtls_x509_crt_init(mbedtls_x509_crt *crt) {}

int mbedtls_x509_crt_parse_file(mbedtls_x509_crt *chain, const char *path) {
  return -1;
}
