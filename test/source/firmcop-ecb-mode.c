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

// A field of a configuration is set to what a caller says.
typedef struct {
  unsigned DataType, KeySize, *pKey, *pInitVect, Algorithm;
} CRYP_ConfigTypeDef;
#define CRYP_AES_ECB 0x00000020U
#define CRYP_AES_CTR 0x00000030U
static void choose(CRYP_ConfigTypeDef *settings, unsigned algorithm) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'Algorithm' uses ECB mode
  settings->Algorithm = algorithm;
}
void weak(CRYP_ConfigTypeDef *settings) { choose(settings, CRYP_AES_ECB); }

// negative: every caller says another mode.
static void chooseWell(CRYP_ConfigTypeDef *settings, unsigned algorithm) {
  settings->Algorithm = algorithm;
}
void strong(CRYP_ConfigTypeDef *settings) {
  chooseWell(settings, CRYP_AES_CTR);
}
