// RUN: %check %s -- -std=c11

#include <stdbool.h>

typedef __SIZE_TYPE__ size_t;
typedef unsigned char uint8_t;
typedef struct { int X; } mbedtls_pk_context;
int mbedtls_pk_verify(mbedtls_pk_context *ctx, int md, const uint8_t *hash,
                      size_t hash_len, const uint8_t *sig, size_t sig_len);
int EVP_DigestVerifyFinal(void *ctx, const uint8_t *sig, size_t siglen);
int EVP_DigestVerify(void *ctx, const uint8_t *sig, size_t siglen,
                     const uint8_t *data, size_t len);
int RSA_verify(int type, const uint8_t *m, unsigned len, const uint8_t *sig,
               unsigned siglen, void *rsa);
typedef int psa_status_t;
#define PSA_SUCCESS ((psa_status_t)0)
psa_status_t psa_verify_message(unsigned key, unsigned alg, const uint8_t *in,
                                size_t len, const uint8_t *sig, size_t siglen);
int crypto_sign_verify_detached(const uint8_t *sig, const uint8_t *m,
                                unsigned long long len, const uint8_t *pk);
int wc_SignatureVerify(int hash, int sig, const uint8_t *data, unsigned len,
                       const uint8_t *s, unsigned slen, const void *key,
                       unsigned klen);
void install(const uint8_t *Image);
void reportError(int Code);

static mbedtls_pk_context Key;

//===--- Found ------------------------------------------------------------===//

void ignored(const uint8_t *I, const uint8_t *S) {
  // CHECK: :[[@LINE+1]]:3: warning: The result of 'mbedtls_pk_verify' is ignored; only 0 says that the signature is good, so test for exactly that and stop on everything else. [firmcop-signature-result-ignored]
  mbedtls_pk_verify(&Key, 6, I, 32, S, 64);
  install(I);
}

void castToVoid(const uint8_t *I, const uint8_t *S) {
  // CHECK: :[[@LINE+1]]:9: warning: The result of 'crypto_sign_verify_detached' is ignored
  (void)crypto_sign_verify_detached(S, I, 64, S);
  install(I);
}

void neverRead(const uint8_t *I, const uint8_t *S) {
  // CHECK: :[[@LINE+1]]:25: warning: The result of 'psa_verify_message' is stored and never looked at
  psa_status_t Status = psa_verify_message(1, 0, I, 64, S, 64);
  (void)Status;
  install(I);
}

int overwritten(void *Ctx, const uint8_t *I, const uint8_t *S) {
  int Result;
  // CHECK: :[[@LINE+1]]:12: warning: The result of 'EVP_DigestVerifyFinal' is overwritten before anything looks at it
  Result = EVP_DigestVerifyFinal(Ctx, S, 64);
  Result = 0;
  install(I);
  return Result;
}
int write_slot(const uint8_t *I);
int overwritten_at_once(void *Ctx, const uint8_t *I, const uint8_t *S) {
  // CHECK: :[[@LINE+1]]:16: warning: The result of 'EVP_DigestVerifyFinal' is overwritten before anything looks at it
  int Result = EVP_DigestVerifyFinal(Ctx, S, 64);
  Result = write_slot(I);
  return Result;
}
int overwritten_when_good(void *Ctx, const uint8_t *I, const uint8_t *S) {
  int Result = EVP_DigestVerifyFinal(Ctx, S, 64);
  if (Result == 1)
    Result = write_slot(I);
  return Result;
}

bool errorAsSuccess(void *Ctx, const uint8_t *I, const uint8_t *S) {
  // CHECK: :[[@LINE+1]]:7: warning: The result of 'EVP_DigestVerify' is tested in a way that takes a failure for success; only 1 says that the signature is good
  if (EVP_DigestVerify(Ctx, S, 64, I, 64)) {
    install(I);
    return true;
  }
  return false;
}

bool notZero(void *Ctx, const uint8_t *S) {
  // CHECK: :[[@LINE+1]]:10: warning: The result of 'EVP_DigestVerifyFinal' is tested in a way
  return EVP_DigestVerifyFinal(Ctx, S, 64) != 0;
}

int onlyErrors(void *Ctx, const uint8_t *I, const uint8_t *S) {
  // CHECK: :[[@LINE+1]]:12: warning: The result of 'EVP_DigestVerifyFinal' is tested in a way
  int Rc = EVP_DigestVerifyFinal(Ctx, S, 64);
  if (Rc < 0)
    return -1;
  install(I);
  return 0;
}

bool asBool(void *Ctx, const uint8_t *S) {
  // CHECK: :[[@LINE+1]]:10: warning: The result of 'EVP_DigestVerifyFinal' is returned as a truth value, which takes a failure for success
  return EVP_DigestVerifyFinal(Ctx, S, 64);
}

bool isGood(const uint8_t *I, const uint8_t *S) {
  // CHECK: :[[@LINE+1]]:10: warning: The result of 'mbedtls_pk_verify' is returned as a truth value, which is false for success
  return mbedtls_pk_verify(&Key, 6, I, 32, S, 64);
}

bool reversed(const uint8_t *I, const uint8_t *S) {
  // CHECK: :[[@LINE+1]]:7: warning: The result of 'wc_SignatureVerify' is tested the wrong way round
  if (wc_SignatureVerify(1, 2, I, 64, S, 64, I, 64))
    return true;
  return false;
}

bool wrongNumber(const uint8_t *I, const uint8_t *S) {
  int Rc;
  // CHECK: :[[@LINE+1]]:13: warning: The result of 'mbedtls_pk_verify' is tested in a way
  if ((Rc = mbedtls_pk_verify(&Key, 6, I, 32, S, 64)) > 0)
    return false;
  install(I);
  return true;
}

static int verifyImage(const uint8_t *I, const uint8_t *S) {
  int Rc = mbedtls_pk_verify(&Key, 6, I, 32, S, 64);
  if (Rc != 0)
    reportError(Rc);
  return Rc;
}
static bool checkPack(const uint8_t *I, const uint8_t *S) {
  return verifyImage(I, S) == 0;
}
void wrapperIgnored(const uint8_t *I, const uint8_t *S) {
  // CHECK: :[[@LINE+1]]:3: warning: The result of 'verifyImage' is ignored; nothing else says whether the signature is good
  verifyImage(I, S);
  install(I);
}
void wrapperOfWrapperIgnored(const uint8_t *I, const uint8_t *S) {
  // CHECK: :[[@LINE+1]]:3: warning: The result of 'checkPack' is ignored
  checkPack(I, S);
  install(I);
}

//===--- Not found --------------------------------------------------------===//

int tested(const uint8_t *I, const uint8_t *S) {
  if (mbedtls_pk_verify(&Key, 6, I, 32, S, 64) != 0)
    return -1;
  install(I);
  return 0;
}

bool testedForOne(void *Ctx, const uint8_t *S) {
  return EVP_DigestVerifyFinal(Ctx, S, 64) == 1;
}

bool positive(void *Ctx, const uint8_t *I, const uint8_t *S) {
  if (EVP_DigestVerify(Ctx, S, 64, I, 64) <= 0)
    return false;
  install(I);
  return true;
}

int testedTwice(void *Ctx, const uint8_t *I, const uint8_t *S) {
  int Rc = EVP_DigestVerifyFinal(Ctx, S, 64);
  if (Rc < 0) {
    reportError(Rc);
    return -1;
  } else if (Rc == 0) {
    return 1;
  }
  install(I);
  return 0;
}

bool inCondition(const uint8_t *I, const uint8_t *S, size_t Len) {
  psa_status_t Status = PSA_SUCCESS;
  if (Len > 64 &&
      (Status = psa_verify_message(1, 0, I, 64, S, 64)) != PSA_SUCCESS)
    reportError(Status);
  return Status == PSA_SUCCESS;
}

// RSA_verify gives 0 and 1 only.
bool rsa(const uint8_t *I, const uint8_t *S) {
  if (!RSA_verify(1, I, 32, S, 64, 0))
    return false;
  return RSA_verify(1, I, 32, S, 64, 0);
}

int withGoto(const uint8_t *I, const uint8_t *S) {
  int Rc;
  if ((Rc = mbedtls_pk_verify(&Key, 6, I, 32, S, 64)))
    goto Out;
  install(I);
Out:
  return Rc;
}

int inLoop(const uint8_t *I, const uint8_t *S, int Count) {
  int Rc = -1;
  for (int K = 0; K < Count && Rc != 0; ++K)
    Rc = mbedtls_pk_verify(&Key, K, I, 32, S, 64);
  return Rc;
}

int orDefault(const uint8_t *I, const uint8_t *S, bool IsSigned) {
  int Rc = mbedtls_pk_verify(&Key, 6, I, 32, S, 64);
  if (!IsSigned)
    Rc = -2;
  return Rc;
}

bool isInvalid(const uint8_t *I, const uint8_t *S) {
  if (mbedtls_pk_verify(&Key, 6, I, 32, S, 64))
    return true;
  return false;
}

const char *toText(const uint8_t *I, const uint8_t *S) {
  return mbedtls_pk_verify(&Key, 6, I, 32, S, 64) == 0 ? "good" : "bad";
}

int bySwitch(const uint8_t *I, const uint8_t *S) {
  switch (mbedtls_pk_verify(&Key, 6, I, 32, S, 64)) {
  case 0:
    return 0;
  default:
    return -1;
  }
}

void wrapperHeeded(const uint8_t *I, const uint8_t *S) {
  if (verifyImage(I, S) == 0 && checkPack(I, S))
    install(I);
}

int byCases(int State, const uint8_t *I, const uint8_t *S) {
  int Rc;
  switch (State) {
  case 1:
    Rc = verifyImage(I, S);
    break;
  case 2:
    Rc = -2;
    break;
  default:
    return -1;
  }
  return Rc;
}

int either(bool IsSigned, const uint8_t *I, const uint8_t *S) {
  int Rc;
  if (IsSigned)
    Rc = mbedtls_pk_verify(&Key, 6, I, 32, S, 64);
  else
    Rc = -1;
  return Rc;
}

// A branch of its own for one error leaves the others to the next test.
int skipUnsupported(const uint8_t *I, const uint8_t *S) {
  int Rc = mbedtls_pk_verify(&Key, 6, I, 32, S, 64);
  if (Rc == -0x72)
    Rc = -1;
  else if (Rc != 0)
    return -2;
  return 0;
}
