// RUN: rm -rf %t && split-file %s %t
// RUN: %check "%t/library/firmcop-ecb-mode@ctr.c" --config={} -- -std=c11 -I%t/include
// RUN: %check "%t/application/firmcop-ecb-mode@lock.c" --config={} -- -std=c11 -I%t/include

// A library builds sound modes of blocks, and tests itself. Who uses the library
// chooses for himself.

//--- include/aes.h
typedef struct { int Rounds; } mbedtls_aes_context;
int mbedtls_aes_crypt_ecb(mbedtls_aes_context *ctx, int mode,
                          const unsigned char input[16],
                          unsigned char output[16]);
//--- include/ctr.h
#include "aes.h"
int mbedtls_ctr_block(mbedtls_aes_context *ctx, unsigned char *to);
//--- library/firmcop-ecb-mode@ctr.c
// negative: a part of the same library.
#include "ctr.h"
static unsigned char counter[16];
static int block(mbedtls_aes_context *ctx, unsigned char *to) {
  return mbedtls_aes_crypt_ecb(ctx, 1, counter, to);
}
int mbedtls_ctr_block(mbedtls_aes_context *ctx, unsigned char *to) {
  ++counter[15];
  return block(ctx, to);
}
// Of another library.
typedef struct evp_cipher_st EVP_CIPHER;
const EVP_CIPHER *EVP_aes_128_ecb(void);
const EVP_CIPHER *mbedtls_ctr_other(void) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'EVP_aes_128_ecb' uses {{.+}} [firmcop-ecb-mode]
  return EVP_aes_128_ecb();
}
//--- application/lock.h
int lock_open(const unsigned char *in, unsigned char *out);
//--- application/firmcop-ecb-mode@lock.c
#include "lock.h"
#include "aes.h"
static mbedtls_aes_context context;
int lock_open(const unsigned char *in, unsigned char *out) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'mbedtls_aes_crypt_ecb' uses {{.+}} [firmcop-ecb-mode]
  return mbedtls_aes_crypt_ecb(&context, 1, in, out);
}
// negative: a test with a known answer.
int lock_self_test(void) {
  static unsigned char out[16];
  return mbedtls_aes_crypt_ecb(&context, 1, out, out);
}
