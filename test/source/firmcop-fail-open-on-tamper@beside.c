// RUN: %check %s -- -std=gnu11

// One way to the program is right, and another one beside it is not.

#include <mbedtls/ecdsa.h>
#include <stdint.h>

#define SLOT 0x08010000u

static int verify(const unsigned char *Digest, const unsigned char *Signature) {
  mbedtls_ecdsa_context Context;
  mbedtls_ecdsa_init(&Context);
  // CHECK: :[[@LINE+1]]:15: warning: The program goes on after 'mbedtls_ecdsa_read_signature' has failed, and 'start' still starts the program
  int Error = mbedtls_ecdsa_read_signature(&Context, Digest, 32, Signature, 72);
  mbedtls_ecdsa_free(&Context);
  return Error;
}
static void start(uint32_t Base) {
  void (*Go)(void) = (void (*)(void))(uintptr_t)*(volatile uint32_t *)(uintptr_t)(Base + 4);
  Go();
}
void reset(void);
int jumper(void);

// negative: this one alone.
void boot(const unsigned char *Digest, const unsigned char *Signature) {
  if (verify(Digest, Signature) == 0)
    start(SLOT);
  reset();
}
void bootOrRecover(const unsigned char *Digest, const unsigned char *Signature) {
  int Error = verify(Digest, Signature);
  if (Error && !jumper())
    return;
  start(SLOT);
}
