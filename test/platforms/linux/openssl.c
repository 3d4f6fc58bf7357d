// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static int always(int ok, X509_STORE_CTX *ctx) { return 1; }
static int keep(int ok, X509_STORE_CTX *ctx) {
  if (!ok)
    fprintf(stderr, "certificate error %d\n", X509_STORE_CTX_get_error(ctx));
  return ok;
}
SSL_CTX *client_ctx(void) {
  SSL_CTX *c = SSL_CTX_new(TLS_client_method());
  // finds crypto: firmcop-certificate-check-disabled
  SSL_CTX_set_verify(c, SSL_VERIFY_PEER, always);
  // finds crypto: firmcop-obsolete-tls-version
  SSL_CTX_set_min_proto_version(c, TLS1_VERSION);
  // finds crypto: firmcop-obsolete-tls-version
  SSL_CTX_set_cipher_list(c, "ALL:!aNULL:RC4-SHA");
  return c;
}
SSL_CTX *client_ctx_ok(void) {
  SSL_CTX *c = SSL_CTX_new(TLS_client_method());
  SSL_CTX_set_verify(c, SSL_VERIFY_PEER, keep);
  SSL_CTX_set_default_verify_paths(c);
  SSL_CTX_set_min_proto_version(c, TLS1_2_VERSION);
  return c;
}
SSL *dial(SSL_CTX *c, const char *host) {
  SSL *s = SSL_new(c);
  SSL_set_tlsext_host_name(s, host);
  SSL_set1_host(s, host);
  return s;
}
struct suite {
  const char *cipher, *digest;
  int rounds;
};
static const struct suite suites[] = {{"des-ede3-cbc", "md5", 1},
                                      {"aes-256-gcm", "sha256", 600000}};
int derive(const char *pw, const unsigned char *salt, int old,
           unsigned char *key) {
  const struct suite *s = old ? &suites[0] : &suites[1];
  // finds crypto: firmcop-weak-hash
  const EVP_MD *md = EVP_get_digestbyname(s->digest);
  // finds crypto: firmcop-weak-password-hash
  return PKCS5_PBKDF2_HMAC(pw, (int)strlen(pw), salt, 16, s->rounds, md, 32,
                           key);
}
int wrap(EVP_CIPHER_CTX *c, const unsigned char *key, const unsigned char *iv) {
  // finds crypto: firmcop-weak-cipher
  const EVP_CIPHER *ci = EVP_get_cipherbyname("rc4");
  return EVP_EncryptInit_ex(c, ci, NULL, key, iv);
}
int wrap_zero(EVP_CIPHER_CTX *c, const unsigned char *key) {
  unsigned char iv[16];
  memset(iv, 0, sizeof iv);
  // finds crypto: firmcop-static-iv-or-nonce
  return EVP_EncryptInit_ex(c, EVP_aes_128_cbc(), NULL, key, iv);
}
int wrap_ok(EVP_CIPHER_CTX *c, const unsigned char *key, unsigned char *iv) {
  if (RAND_bytes(iv, 12) != 1)
    return 0;
  return EVP_EncryptInit_ex(c, EVP_aes_256_gcm(), NULL, key, iv);
}
EVP_PKEY *make_key(int bits) {
  EVP_PKEY *k = NULL;
  EVP_PKEY_CTX *c = EVP_PKEY_CTX_new_id(EVP_PKEY_RSA, NULL);
  // finds crypto: firmcop-short-key
  if (EVP_PKEY_keygen_init(c) == 1 &&
      EVP_PKEY_CTX_set_rsa_keygen_bits(c, bits) == 1)
    EVP_PKEY_keygen(c, &k);
  EVP_PKEY_CTX_free(c);
  return k;
}
EVP_PKEY *device_key(void) { return make_key(1024); }
EVP_PKEY *device_key_ok(void) { return make_key(3072); }
int encrypt_token(EVP_PKEY *k, const unsigned char *in, size_t n,
                  unsigned char *out, size_t *m) {
  EVP_PKEY_CTX *c = EVP_PKEY_CTX_new(k, NULL);
  // misses crypto: firmcop-rsa-without-oaep
  int r = EVP_PKEY_encrypt_init(c) == 1 &&
          EVP_PKEY_CTX_set_rsa_padding(c, RSA_PKCS1_PADDING) == 1 &&
          EVP_PKEY_encrypt(c, out, m, in, n) == 1;
  EVP_PKEY_CTX_free(c);
  return r;
}
int tag(const unsigned char *d, size_t n, unsigned char *out) {
  unsigned len = 0;
  // finds credentials: firmcop-hardcoded-crypto-key
  return HMAC(EVP_sha256(), "frame-auth-2020!", 16, d, n, out, &len) != NULL;
}
