// RUN: %check %s -- -std=c11

typedef struct evp_cipher_st EVP_CIPHER;
const EVP_CIPHER *EVP_des_ede3_cbc(void);
const EVP_CIPHER *EVP_rc4(void);
const EVP_CIPHER *EVP_aes_128_gcm(void);
const EVP_CIPHER *EVP_get_cipherbyname(const char *name);
typedef struct { int X; } mbedtls_des_context;
int mbedtls_des_setkey_enc(mbedtls_des_context *ctx, const unsigned char key[8]);

const EVP_CIPHER *tripleDes(void) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'EVP_des_ede3_cbc' uses {{.+}}; use AES-GCM or ChaCha20-Poly1305 instead. [firmcop-weak-cipher]
  return EVP_des_ede3_cbc();
}

const EVP_CIPHER *rc4(void) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'EVP_rc4' uses
  return EVP_rc4();
}

const EVP_CIPHER *byName(void) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'EVP_get_cipherbyname' uses
  return EVP_get_cipherbyname("des-cbc");
}

int des(mbedtls_des_context *ctx, const unsigned char key[8]) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'mbedtls_des_setkey_enc' uses
  return mbedtls_des_setkey_enc(ctx, key);
}

// negative: a current cipher, by function and by name.
const EVP_CIPHER *gcm(void) { return EVP_aes_128_gcm(); }
const EVP_CIPHER *gcmByName(void) { return EVP_get_cipherbyname("aes-128-gcm"); }
