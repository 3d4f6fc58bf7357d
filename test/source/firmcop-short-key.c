// RUN: %check %s -- -std=c11

typedef struct rsa_st RSA;
typedef struct bignum_st BIGNUM;
int RSA_generate_key_ex(RSA *rsa, int bits, BIGNUM *e, void *cb);
#define KEY_BITS 1024

int small(RSA *rsa, BIGNUM *e) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'RSA_generate_key_ex' is asked for {{.+}} [firmcop-short-key]
  return RSA_generate_key_ex(rsa, KEY_BITS, e, 0);
}

int smallLocal(RSA *rsa, BIGNUM *e) {
  const int bits = 512;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'RSA_generate_key_ex' is asked for
  return RSA_generate_key_ex(rsa, bits, e, 0);
}

// negative: long enough, and unknown.
int large(RSA *rsa, BIGNUM *e) { return RSA_generate_key_ex(rsa, 3072, e, 0); }
int chosen(RSA *rsa, BIGNUM *e, int bits) {
  return RSA_generate_key_ex(rsa, bits, e, 0);
}
