// RUN: %check %s -- -std=c11

// What becomes of a result on the way to an installation.

typedef unsigned char uint8_t;
int mbedtls_pk_verify(void *context, int md, const uint8_t *hash, unsigned long n, const uint8_t *signature, unsigned long size);
int esp_ota_set_boot_partition(const void *p);
void show(int Result);

// Nobody asks for what a function with a name that says nothing gives back.
static int step(void *Key, const uint8_t *Hash, const uint8_t *Signature) {
  // CHECK: :[[@LINE+1]]:10: warning: The result of 'mbedtls_pk_verify' does not decide whether 'esp_ota_set_boot_partition' makes an image the one that boots next; only 0 says that the signature is good, {{.+}} [firmcop-signature-result-ignored]
  return mbedtls_pk_verify(Key, 6, Hash, 32, Signature, 64);
}
int apply(void *Key, const uint8_t *Hash, const uint8_t *Signature, const void *Slot) {
  show(step(Key, Hash, Signature));
  return esp_ota_set_boot_partition(Slot);
}

// negative: it is asked for, two calls later.
static int other(void *Key, const uint8_t *Hash, const uint8_t *Signature) {
  return mbedtls_pk_verify(Key, 6, Hash, 32, Signature, 64);
}
static int outer(void *Key, const uint8_t *Hash, const uint8_t *Signature) {
  int Result = other(Key, Hash, Signature);
  show(Result);
  return Result;
}
int applyVerified(void *Key, const uint8_t *Hash, const uint8_t *Signature, const void *Slot) {
  return outer(Key, Hash, Signature) ? -1 : esp_ota_set_boot_partition(Slot);
}
