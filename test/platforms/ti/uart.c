// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
/* TI drivers: UART, NVS, AES; CC26xx */
typedef void *UART_Handle, *UART2_Handle, *NVS_Handle, *AESECB_Handle,
    *AESCBC_Handle;
int_fast16_t UART2_read(UART2_Handle h, void *b, size_t n, size_t *got);
int UART_read(UART_Handle h, void *buffer, size_t size);
int UART_write(UART_Handle h, const void *buffer, size_t size);
int_fast16_t NVS_write(NVS_Handle h, size_t off, void *b, size_t n,
                       uint_fast16_t flags);
int_fast16_t NVS_read(NVS_Handle h, size_t off, void *b, size_t n);
typedef struct {
  uint8_t encoding;
  union {
    struct {
      uint8_t *keyMaterial;
      uint32_t keyLength;
    } plaintext;
  } u;
} CryptoKey;
int CryptoKeyPlaintext_initKey(CryptoKey *k, uint8_t *key, size_t n);
typedef struct {
  CryptoKey *key;
  uint8_t *input, *output;
  size_t inputLength;
  uint8_t *iv;
} AESCBC_Operation, AESECB_Operation;
int_fast16_t AESECB_oneStepEncrypt(AESECB_Handle h, AESECB_Operation *op);
int_fast16_t AESCBC_oneStepEncrypt(AESCBC_Handle h, AESCBC_Operation *op);
void SysCtrlSystemReset(void);
uint32_t FlashProgram(uint8_t *pui8DataBuffer, uint32_t ui32Address,
                      uint32_t ui32Count);
uint32_t FlashSectorErase(uint32_t a);
// finds credentials: firmcop-hardcoded-crypto-key
static uint8_t net_key[16] = {0x5a, 0x69, 0x67, 0x42, 0x65, 0x65, 0x41, 0x6c,
                              0x6c, 0x69, 0x61, 0x6e, 0x63, 0x65, 0x30, 0x39};
int seal(AESECB_Handle h, uint8_t *d) {
  CryptoKey k;
  AESECB_Operation op = {0};
  CryptoKeyPlaintext_initKey(&k, net_key, sizeof net_key);
  op.key = &k;
  op.input = op.output = d;
  op.inputLength = 32;
  // finds crypto: firmcop-ecb-mode
  return AESECB_oneStepEncrypt(h, &op);
}
static uint8_t slot[96];
static void frame(UART_Handle h) {
  uint8_t head[2];
  if (UART_read(h, head, 2) != 2)
    return;
  // finds input: firmcop-unchecked-length
  UART_read(h, slot, head[1]);
}
static void frame_ok(UART_Handle h) {
  uint8_t head[2];
  if (UART_read(h, head, 2) != 2 || head[1] > sizeof slot)
    return;
  UART_read(h, slot, head[1]);
}
static uint32_t checksum(const uint8_t *p, size_t n) {
  uint32_t s = 0;
  while (n--)
    s += *p++;
  return s;
}
int oad_block(UART_Handle h, uint32_t addr) {
  static uint8_t block[256];
  uint32_t sum;
  if (UART_read(h, block, sizeof block) != (int)sizeof block ||
      UART_read(h, &sum, 4) != 4)
    return -1;
  // finds update: firmcop-checksum-only-update
  if (checksum(block, sizeof block) != sum)
    return -1;
  // finds update: firmcop-unverified-update-install
  return FlashProgram(block, addr, sizeof block) ? -1 : 0;
}
void task(UART_Handle h) {
  uint8_t c;
  for (;;) {
    if (UART_read(h, &c, 1) != 1)
      continue;
    if (c == 'f')
      frame(h);
    if (c == 'g')
      frame_ok(h);
    if (c == 'o' && oad_block(h, 0x20000))
      break;
    if (c == 'r')
      SysCtrlSystemReset();
  }
}
