// RUN: %check %s -- -std=gnu11

// A serial boot loader with a flash driver of its own: it verifies what it has
// written, and starts what lies there in any case.

#include <stddef.h>
#include <stdint.h>

#define APPLICATION 0x08008000u
#define FLASH_CONTROL (*(volatile uint32_t *)0x40022010)

int uart_getc(void);
int ed25519_verify(const uint8_t *Signature, const uint8_t *Message,
                   size_t Size, const uint8_t *Key);
extern const uint8_t Key[32];

static void flash_write_page(uint32_t Address, const uint8_t *Block) {
  FLASH_CONTROL |= 1;
  for (unsigned I = 0; I < 1024; I += 2)
    *(volatile uint16_t *)(uintptr_t)(Address + I) =
        (uint16_t)(Block[I] | Block[I + 1] << 8);
  FLASH_CONTROL &= ~1u;
}

static int update(unsigned Pages) {
  static uint8_t Block[1024];
  uint32_t Address = APPLICATION;
  for (unsigned P = 0; P < Pages; ++P) {
    for (unsigned I = 0; I < sizeof Block; ++I)
      Block[I] = (uint8_t)uart_getc();
    // CHECK: :[[@LINE+1]]:5: warning: 'flash_write_page' writes an image to flash memory where it is started without another look, {{.+}} [firmcop-overwrite-before-verification]
    flash_write_page(Address, Block);
    Address += sizeof Block;
  }
  return ed25519_verify((const uint8_t *)(uintptr_t)Address,
                        (const uint8_t *)APPLICATION, Pages * sizeof Block, Key);
}

int main(void) {
  if (uart_getc() == 'U')
    update((unsigned)uart_getc());
  uint32_t *Vectors = (uint32_t *)APPLICATION;
  ((void (*)(void))(uintptr_t)Vectors[1])();
  return 0;
}

// negative: settings lie elsewhere.
void keepSettings(const uint8_t *Settings) {
  flash_write_page(0x0801F000u, Settings);
}
