// RUN: %check %s -- -std=c11

typedef struct evp_cipher_st EVP_CIPHER;
const EVP_CIPHER *EVP_aes_128_ecb(void);
const EVP_CIPHER *EVP_aes_128_gcm(void);
typedef struct { int Rounds; } mbedtls_aes_context;
int mbedtls_aes_crypt_ecb(mbedtls_aes_context *ctx, int mode,
                          const unsigned char input[16],
                          unsigned char output[16]);

const EVP_CIPHER *ecb(void) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'EVP_aes_128_ecb' uses {{.+}} [firmcop-ecb-mode]
  return EVP_aes_128_ecb();
}

int block(mbedtls_aes_context *ctx, const unsigned char *in, unsigned char *out) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'mbedtls_aes_crypt_ecb' uses
  return mbedtls_aes_crypt_ecb(ctx, 1, in, out);
}

// negative: an authenticated mode.
const EVP_CIPHER *gcm(void) { return EVP_aes_128_gcm(); }
