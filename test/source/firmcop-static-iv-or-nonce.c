// RUN: %check %s -- -std=c11

typedef unsigned long size_t;
typedef struct evp_cipher_st EVP_CIPHER;
typedef struct evp_cipher_ctx_st EVP_CIPHER_CTX;
typedef struct engine_st ENGINE;
int EVP_EncryptInit_ex(EVP_CIPHER_CTX *ctx, const EVP_CIPHER *cipher,
                       ENGINE *impl, const unsigned char *key,
                       const unsigned char *iv);
const EVP_CIPHER *EVP_aes_128_cbc(void);
int RAND_bytes(unsigned char *buf, int num);
int PKCS5_PBKDF2_HMAC(const char *pass, int passlen, const unsigned char *salt,
                      int saltlen, int iter, const void *digest, int keylen,
                      unsigned char *out);

// CHECK: :[[@LINE+1]]:41: warning: The initialisation vector, nonce or salt given to 'EVP_EncryptInit_ex' is a constant {{.*}} [firmcop-static-iv-or-nonce]
static const unsigned char ZeroIv[16] = {0};

int constantIv(EVP_CIPHER_CTX *ctx, const unsigned char *key) {
  return EVP_EncryptInit_ex(ctx, EVP_aes_128_cbc(), 0, key, ZeroIv);
}

int constantSalt(const char *pass, unsigned char *out) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: {{.*}}given to 'PKCS5_PBKDF2_HMAC'
  return PKCS5_PBKDF2_HMAC(pass, 8, (const unsigned char *)"lumen", 5, 200000, 0, 32, out);
}

// negative: fresh for every message.
int freshIv(EVP_CIPHER_CTX *ctx, const unsigned char *key) {
  unsigned char iv[16];
  if (RAND_bytes(iv, sizeof iv) != 1)
    return -1;
  return EVP_EncryptInit_ex(ctx, EVP_aes_128_cbc(), 0, key, iv);
}

// negative: the cipher is chosen first, key and vector come later.
int later(EVP_CIPHER_CTX *ctx) {
  return EVP_EncryptInit_ex(ctx, EVP_aes_128_cbc(), 0, 0, 0);
}
