// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* MSP430: boot strap loader on USCI_A0 */
extern volatile uint8_t UCA0RXBUF, UCA0TXBUF, IFG2;
extern volatile uint16_t FCTL1, FCTL3, WDTCTL;
#define UCA0RXIFG 0x01
#define UCA0TXIFG 0x02
#define FWKEY 0xA500
#define WRT 0x40
#define ERASE 0x02
#define LOCK 0x10
#define WDTPW 0x5A00
#define WDTHOLD 0x80
#define APP_START 0xC000
static uint8_t rx(void) {
  while (!(IFG2 & UCA0RXIFG))
    ;
  return UCA0RXBUF;
}
static void tx(uint8_t c) {
  while (!(IFG2 & UCA0TXIFG))
    ;
  UCA0TXBUF = c;
}
static uint8_t buffer[64];
static void program(uint16_t addr, const uint8_t *p, uint8_t n) {
  FCTL3 = FWKEY;
  FCTL1 = FWKEY | WRT;
  for (uint8_t i = 0; i < n; i++)
    // finds debug: firmcop-memory-command
    *(volatile uint8_t *)(uintptr_t)(addr + i) = p[i];
  FCTL1 = FWKEY;
  FCTL3 = FWKEY | LOCK;
}
static void receive_block(void) {
  uint8_t n = rx();
  uint16_t addr = rx();
  addr |= (uint16_t)rx() << 8;
  for (uint8_t i = 0; i < n; i++)
    // finds input: firmcop-unchecked-index
    buffer[i] = rx();
  program(addr, buffer, n);
}
static void receive_block_ok(void) {
  uint8_t n = rx();
  if (n > sizeof buffer)
    return;
  for (uint8_t i = 0; i < n; i++)
    buffer[i] = rx();
  tx(0x90);
}
static void dump(void) {
  uint16_t addr = rx();
  addr |= (uint16_t)rx() << 8;
  for (uint8_t n = rx(); n; n--)
    // misses debug: firmcop-memory-command
    tx(*(volatile uint8_t *)(uintptr_t)addr++);
}
void bsl(void) {
  WDTCTL = WDTPW | WDTHOLD;
  for (;;)
    switch (rx()) {
    case 0x10:
      receive_block();
      break;
    case 0x11:
      receive_block_ok();
      break;
    case 0x14:
      dump();
      break;
      // finds update: firmcop-unverified-update-install
    case 0x17:
      ((void (*)(void))APP_START)();
      break;
    }
}
