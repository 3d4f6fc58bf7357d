// RUN: %firmcop-tidy '--checks=-*,firmcop-overwrite-before-verification' --quiet %s -- -std=gnu11 | FileCheck %s --allow-empty
// CHECK-NOT: warning:

// negative: there is one slot, and what lies in it is verified at every start.
#include <stddef.h>
#include <stdint.h>

#define APPLICATION 0x08010000u

int HAL_FLASH_Program(uint32_t Type, uint32_t Address, uint64_t Data);
int HAL_UART_Receive(void *Port, uint8_t *Data, uint16_t Size, uint32_t Wait);
int mbedtls_pk_verify(void *Key, int Kind, const uint8_t *Hash, size_t HashSize,
                      const uint8_t *Signature, size_t SignatureSize);
void mbedtls_sha256(const uint8_t *In, size_t Size, uint8_t *Out, int Is224);

extern void *Port, *Key;
extern uint8_t Signature[64];

static int isGood(void) {
  uint8_t Hash[32];
  mbedtls_sha256((const uint8_t *)APPLICATION, 16384, Hash, 0);
  return mbedtls_pk_verify(Key, 6, Hash, 32, Signature, 64) == 0;
}

void boot(int IsAsked) {
  uint8_t Firmware[256];
  if (IsAsked)
    for (unsigned Page = 0; Page < 64; ++Page) {
      HAL_UART_Receive(Port, Firmware, sizeof Firmware, 1000);
      for (unsigned I = 0; I < sizeof Firmware; I += 4)
        HAL_FLASH_Program(2, APPLICATION + Page * sizeof Firmware + I,
                          *(uint32_t *)(Firmware + I));
    }
  if (!isGood())
    return;
  uint32_t Entry = *(volatile uint32_t *)(APPLICATION + 4);
  ((void (*)(void))Entry)();
}
