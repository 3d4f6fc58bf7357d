// RUN: %check %s -- -std=c11

typedef struct rsa_st RSA;
typedef struct evp_pkey_ctx_st EVP_PKEY_CTX;
#define RSA_PKCS1_PADDING 1
#define RSA_NO_PADDING 3
#define RSA_PKCS1_OAEP_PADDING 4
int RSA_public_encrypt(int n, const unsigned char *from, unsigned char *to, RSA *rsa, int padding);
int RSA_private_encrypt(int n, const unsigned char *from, unsigned char *to, RSA *rsa, int padding);
int EVP_PKEY_CTX_set_rsa_padding(EVP_PKEY_CTX *context, int padding);
typedef unsigned long HCRYPTKEY, HCRYPTHASH, HCRYPTPROV;
int CryptGenKey(HCRYPTPROV provider, unsigned algorithm, unsigned flags, HCRYPTKEY *key);
int CryptDeriveKey(HCRYPTPROV provider, unsigned algorithm, HCRYPTHASH hash, unsigned flags, HCRYPTKEY *key);
int CryptEncrypt(HCRYPTKEY key, HCRYPTHASH hash, int final, unsigned flags, unsigned char *data, unsigned *length, unsigned size);
#define CALG_RSA_KEYX 0xa400
#define CALG_AES_256 0x6610
#define CRYPT_OAEP 0x40

void openssl(RSA *rsa, EVP_PKEY_CTX *context, const unsigned char *text, unsigned char *out) {
  // CHECK: :[[@LINE+1]]:3: warning: 'RSA_public_encrypt' encrypts with RSA and PKCS #1 v1.5 padding, {{.*}} [firmcop-rsa-without-oaep]
  RSA_public_encrypt(16, text, out, rsa, RSA_PKCS1_PADDING);
  // CHECK: :[[@LINE+1]]:3: warning: 'RSA_public_encrypt' encrypts with RSA and no padding
  RSA_public_encrypt(256, text, out, rsa, RSA_NO_PADDING);
  // CHECK: :[[@LINE+1]]:3: warning: 'EVP_PKEY_CTX_set_rsa_padding' encrypts with RSA and no padding
  EVP_PKEY_CTX_set_rsa_padding(context, RSA_NO_PADDING);
}

void windows(HCRYPTPROV provider, unsigned char *data, unsigned *length) {
  HCRYPTKEY key = 0;
  if (!CryptGenKey(provider, CALG_RSA_KEYX, 0, &key))
    return;
  // CHECK: :[[@LINE+1]]:3: warning: 'CryptEncrypt' encrypts with RSA and PKCS #1 v1.5 padding
  CryptEncrypt(key, 0, 1, 0, data, length, 200);
}

// negative: OAEP, a signature, a padding for signatures, a symmetric key.
void sound(RSA *rsa, EVP_PKEY_CTX *context, const unsigned char *text, unsigned char *out) {
  RSA_public_encrypt(16, text, out, rsa, RSA_PKCS1_OAEP_PADDING);
  RSA_private_encrypt(16, text, out, rsa, RSA_PKCS1_PADDING);
  EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING);
}
void soundWindows(HCRYPTPROV provider, HCRYPTHASH hash, unsigned char *data, unsigned *length) {
  HCRYPTKEY key = 0, other = 0;
  CryptGenKey(provider, CALG_RSA_KEYX, 0, &key);
  CryptEncrypt(key, 0, 1, CRYPT_OAEP, data, length, 200);
  CryptDeriveKey(provider, CALG_AES_256, hash, 0, &other);
  CryptEncrypt(other, 0, 1, 0, data, length, 200);
}
