// RUN: %check %s -- -std=c11
// Keys that are constants of the program, and their twins that are not.

typedef unsigned long size_t;
typedef struct { int Rounds; } mbedtls_aes_context;
int mbedtls_aes_setkey_enc(mbedtls_aes_context *ctx, const unsigned char *key,
                           unsigned int keybits);
typedef struct evp_cipher_st EVP_CIPHER;
typedef struct evp_cipher_ctx_st EVP_CIPHER_CTX;
typedef struct engine_st ENGINE;
int EVP_EncryptInit_ex(EVP_CIPHER_CTX *ctx, const EVP_CIPHER *cipher,
                       ENGINE *impl, const unsigned char *key,
                       const unsigned char *iv);
const EVP_CIPHER *EVP_aes_128_gcm(void);
unsigned char *HMAC(const void *evp_md, const void *key, int key_len,
                    const unsigned char *data, size_t data_len,
                    unsigned char *md, unsigned int *md_len);
int otp_read(int slot, unsigned char *out, size_t size);

// CHECK: :[[@LINE+1]]:45: warning: The key given to 'mbedtls_aes_setkey_enc' is a constant {{.*}} [firmcop-hardcoded-crypto-key]
static const unsigned char StorageKey[16] = {
    0x4c, 0x75, 0x6d, 0x65, 0x6e, 0x43, 0x32, 0x30,
    0x30, 0x2d, 0x6b, 0x65, 0x79, 0x30, 0x30, 0x31};
#define LINK_KEY "0123456789abcdef"

void constantArray(mbedtls_aes_context *aes) {
  // It is told where it is written, and once.
  mbedtls_aes_setkey_enc(aes, StorageKey, 128);
}

void literalThroughCast(mbedtls_aes_context *aes) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The key given to 'mbedtls_aes_setkey_enc'
  mbedtls_aes_setkey_enc(aes, (const unsigned char *)"sixteen byte key", 128);
}

void macro(EVP_CIPHER_CTX *ctx, const unsigned char *iv) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The key given to 'EVP_EncryptInit_ex'
  EVP_EncryptInit_ex(ctx, EVP_aes_128_gcm(), 0, (const unsigned char *)LINK_KEY, iv);
}

void localArray(const unsigned char *data, size_t size, unsigned char *mac) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The key given to 'HMAC'
  const char secret[] = "telemetry-signing-secret";
  HMAC(0, secret, sizeof secret - 1, data, size, mac, 0);
}

// negative: read per device at run time.
int perDevice(mbedtls_aes_context *aes) {
  unsigned char key[16] = {0};
  if (otp_read(3, key, sizeof key))
    return -1;
  return mbedtls_aes_setkey_enc(aes, key, 128);
}

// negative: a parameter is the caller's business.
int fromCaller(mbedtls_aes_context *aes, const unsigned char *key) {
  return mbedtls_aes_setkey_enc(aes, key, 128);
}

// negative: a buffer of the file that is written elsewhere.
static unsigned char SessionKey[16];
void setSessionKey(const unsigned char *from) {
  for (int i = 0; i < 16; ++i)
    SessionKey[i] = from[i];
}
int session(mbedtls_aes_context *aes) {
  return mbedtls_aes_setkey_enc(aes, SessionKey, 128);
}

// negative: no key is set with a null pointer.
int reuse(EVP_CIPHER_CTX *ctx, const unsigned char *iv) {
  return EVP_EncryptInit_ex(ctx, 0, 0, 0, iv);
}

// A key that goes through functions, a structure, a copy or a disguise.
void bzero(void *s, size_t n);
char *strcpy(char *to, const char *from);
struct link { const unsigned char *key; };
static int set(mbedtls_aes_context *aes, const unsigned char *key) {
  return mbedtls_aes_setkey_enc(aes, key, 128);
}
static int use(mbedtls_aes_context *aes, const struct link *link) {
  return set(aes, link->key);
}
// CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The key given to 'mbedtls_aes_setkey_enc'
static const unsigned char Shared[16] = {9, 8, 7, 6, 5, 4, 3, 2, 1, 1, 2, 3};
static const unsigned char Hidden[16] = {
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: The key given to 'mbedtls_aes_setkey_enc'
    21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36};
void through(mbedtls_aes_context *aes, int which) {
  struct link link = {Shared};
  use(aes, &link);
  unsigned char key[16], buffer[17];
  for (int i = 0; i < 16; ++i)
    key[i] = Hidden[i] ^ 0x5a;
  set(aes, key);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The key given to 'mbedtls_aes_setkey_enc'
  strcpy((char *)buffer, "copied key bytes");
  set(aes, buffer);
  bzero(key, sizeof key);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The key given to 'mbedtls_aes_setkey_enc'
  set(aes, key);
}

// negative: zeros that are filled before they are a key, letters of a table
// that somebody else chooses, and a constant that is overwritten.
static const char Digits[] = "0123456789abcdef";
void filled(mbedtls_aes_context *aes, const unsigned char *given) {
  unsigned char key[16] = {0}, text[16];
  for (int i = 0; i < 16; ++i)
    key[i] = given[i];
  set(aes, key);
  for (int i = 0; i < 16; ++i)
    text[i] = (unsigned char)Digits[given[i] & 15];
  set(aes, text);
  unsigned char later[16] = {1, 2, 3};
  if (otp_read(2, later, sizeof later) == 0)
    set(aes, later);
}

// A key that is written in words.
void words(mbedtls_aes_context *aes) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The key given to 'mbedtls_aes_setkey_enc'
  unsigned fixed[4] = {0x7d2c41b9, 0x03f8a65e, 0xc19047d2, 0x5be6308f};
  const unsigned char *key = (const unsigned char *)fixed;
  set(aes, key);
}

// A buffer that is empty before a loop fills it; and one that stays so.
char *strcpy(char *to, const char *from);
void filledInALoop(mbedtls_aes_context *aes) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The key given to 'mbedtls_aes_setkey_enc' is a constant
  char Key[33] = "";
  for (int I = 0; I < 1; I++)
    strcpy(Key, "ABCD1234!key-of-thirty-two-bytes");
  mbedtls_aes_setkey_enc(aes, (const unsigned char *)Key, 256);
}
void filledByTheDevice(mbedtls_aes_context *aes) {
  char Key[33] = "";
  otp_read(2, (unsigned char *)Key, sizeof Key);
  mbedtls_aes_setkey_enc(aes, (const unsigned char *)Key, 256);
}
