// RUN: %check %s -- -std=c11

typedef unsigned long HCRYPTKEY, HCRYPTHASH, HCRYPTPROV;
int CryptCreateHash(HCRYPTPROV provider, unsigned algorithm, HCRYPTKEY key, unsigned flags, HCRYPTHASH *hash);
int CryptHashData(HCRYPTHASH hash, const unsigned char *data, unsigned length, unsigned flags);
int CryptDeriveKey(HCRYPTPROV provider, unsigned algorithm, HCRYPTHASH hash, unsigned flags, HCRYPTKEY *key);
int CryptEncrypt(HCRYPTKEY key, HCRYPTHASH hash, int final, unsigned flags, unsigned char *data, unsigned *length, unsigned size);
int CryptDestroyKey(HCRYPTKEY key);
int CryptDestroyHash(HCRYPTHASH hash);
typedef struct { int state; } EVP_MD_CTX;
EVP_MD_CTX *EVP_MD_CTX_new(void);
void EVP_MD_CTX_free(EVP_MD_CTX *context);
int EVP_DigestInit_ex(EVP_MD_CTX *context, const void *type, void *engine);
int EVP_DigestUpdate(EVP_MD_CTX *context, const void *data, unsigned long n);
int EVP_DigestFinal_ex(EVP_MD_CTX *context, unsigned char *out, unsigned *n);
void feed(EVP_MD_CTX *context);
HCRYPTKEY keyOfDevice(int slot);

void noData(HCRYPTPROV provider, unsigned char *data, unsigned *length) {
  HCRYPTHASH hash = 0;
  HCRYPTKEY key = 0;
  if (!CryptCreateHash(provider, 0x800c, 0, 0, &hash))
    return;
  // CHECK: :[[@LINE+1]]:8: warning: 'CryptDeriveKey' is given the hash 'hash', which was given no data to hash; {{.*}} [firmcop-missing-cryptographic-step]
  if (!CryptDeriveKey(provider, 0x6610, hash, 0, &key))
    return;
  CryptEncrypt(key, 0, 1, 0, data, length, 100);
  if (hash)
    CryptDestroyHash(hash);
}
void noHash(const unsigned char *data) {
  HCRYPTHASH hash = 0;
  // CHECK: :[[@LINE+1]]:3: warning: 'CryptHashData' is given the hash 'hash', which was never set up
  CryptHashData(hash, data, 10, 0);
  CryptDestroyHash(hash);
}
void noKey(unsigned char *data, unsigned *length) {
  HCRYPTKEY key = 0;
  // CHECK: :[[@LINE+1]]:3: warning: 'CryptEncrypt' is given the key 'key', which was never made
  CryptEncrypt(key, 0, 1, 0, data, length, 100);
}
void noEncryption(HCRYPTPROV provider, HCRYPTHASH hash) {
  HCRYPTKEY key = 0;
  // CHECK: :[[@LINE+1]]:3: warning: 'CryptDeriveKey' is given the key 'key', with which nothing is encrypted
  CryptDeriveKey(provider, 0x6610, hash, 0, &key);
  CryptDestroyKey(key);
}
void empty(unsigned char *out) {
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  EVP_DigestInit_ex(context, 0, 0);
  // CHECK: :[[@LINE+1]]:3: warning: 'EVP_DigestFinal_ex' is given the hash 'context', which was given no data
  EVP_DigestFinal_ex(context, out, 0);
  EVP_MD_CTX_free(context);
}

// negative: all steps, steps elsewhere, objects from elsewhere.
void complete(HCRYPTPROV provider, unsigned char *data, unsigned *length) {
  HCRYPTHASH hash = 0;
  HCRYPTKEY key = 0;
  CryptCreateHash(provider, 0x800c, 0, 0, &hash);
  CryptHashData(hash, data, 10, 0);
  CryptDeriveKey(provider, 0x6610, hash, 0, &key);
  CryptEncrypt(key, 0, 1, 0, data, length, 100);
}
HCRYPTKEY make(HCRYPTPROV provider, HCRYPTHASH hash) {
  HCRYPTKEY key = 0;
  CryptDeriveKey(provider, 0x6610, hash, 0, &key);
  return key;
}
void given(EVP_MD_CTX *parameter, unsigned char *out) {
  EVP_DigestFinal_ex(parameter, out, 0);
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  EVP_DigestInit_ex(context, 0, 0);
  feed(context);
  EVP_DigestFinal_ex(context, out, 0);
}
void fromElsewhere(unsigned char *data, unsigned *length) {
  HCRYPTKEY key = keyOfDevice(1);
  CryptEncrypt(key, 0, 1, 0, data, length, 100);
}
