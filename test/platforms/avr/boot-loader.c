// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include <stdint.h>
#include <string.h>
/* ATmega serial boot loader in STK500 manner, own register names as in avr-libc
 */
extern volatile uint8_t UDR0, UCSR0A, MCUSR;
#define RXC0 7
#define UDRE0 5
void boot_page_erase_(uint32_t a);
void boot_page_fill_(uint32_t a, uint16_t w);
void boot_page_write_(uint32_t a);
void boot_spm_busy_wait_(void);
uint8_t pgm_read_byte_far_(uint32_t a);
void eeprom_write_byte(uint8_t *p, uint8_t v);
uint8_t eeprom_read_byte(const uint8_t *p);
#define SPM_PAGESIZE 128
static uint8_t getch(void) {
  while (!(UCSR0A & (1 << RXC0)))
    ;
  return UDR0;
}
static void putch(uint8_t c) {
  while (!(UCSR0A & (1 << UDRE0)))
    ;
  UDR0 = c;
}
static uint16_t address;
static uint8_t page[SPM_PAGESIZE];
static void write_page(void) {
  uint16_t len = (uint16_t)getch() << 8;
  len |= getch();
  uint8_t type = getch();
  for (uint16_t i = 0; i < len; i++)
    // finds input: firmcop-unchecked-index
    page[i] = getch();
  if (type == 'E') {
    for (uint16_t i = 0; i < len; i++)
      eeprom_write_byte((uint8_t *)(uintptr_t)(address + i), page[i]);
    return;
  }
  boot_page_erase_(address);
  for (uint16_t i = 0; i < len; i += 2)
    boot_page_fill_(address + i, page[i] | page[i + 1] << 8);
  boot_page_write_(address);
  boot_spm_busy_wait_();
}
static void write_page_ok(void) {
  uint16_t len = (uint16_t)getch() << 8;
  len |= getch();
  if (len > sizeof page)
    return;
  for (uint16_t i = 0; i < len; i++)
    page[i] = getch();
  putch(0x10);
}
static int secret_knock(void) {
  static const uint8_t knock[4] = {0x3C, 0xA7, 0x19, 0xE2};
  for (uint8_t i = 0; i < 4; i++)
    // misses debug: firmcop-hardcoded-auth-comparison
    if (getch() != knock[i])
      return 0;
  return 1;
}
int main(void) {
  for (;;)
    switch (getch()) {
    case 'U':
      address = getch();
      address |= (uint16_t)getch() << 8;
      break;
    case 'd':
      write_page();
      break;
    case 'D':
      write_page_ok();
      break;
    case 't':
      for (uint8_t n = getch(); n; n--)
        putch(pgm_read_byte_far_(address++));
      break;
    case 'Q':
      ((void (*)(void))0)();
      break;
    case 'k':
      if (secret_knock())
        eeprom_write_byte((uint8_t *)4, 0xff);
      break;
    }
}
