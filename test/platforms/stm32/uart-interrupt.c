// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "stm32.h"
/* register-level UART: line collected byte for byte in the ISR, parsed in main
 */
static volatile char cmd_buf[40];
static volatile uint8_t cmd_len, cmd_ready;
static uint32_t dac[2];
void USART1_IRQHandler(void) {
  if (USART1->SR & USART_SR_RXNE) {
    char c = (char)USART1->DR;
    if (c == '\r') {
      cmd_buf[cmd_len] = 0;
      cmd_ready = 1;
    } else {
      // finds input: firmcop-unbounded-fill
      cmd_buf[cmd_len++] = c;
    }
  }
}
static void handle(char *line) {
  unsigned ch, val;
  if (sscanf(line, "dac %u %u", &ch, &val) == 2)
    // finds input: firmcop-unchecked-index
    dac[ch] = val;
  else if (sscanf(line, "dac2 %u %u", &ch, &val) == 2 && ch < 2)
    dac[ch] = val;
  // finds debug: firmcop-hidden-unlock
  else if (strcmp(line, "eng-mode-7731") == 0)
    HAL_FLASH_OB_Unlock();
}
void command_poll(void) {
  if (!cmd_ready)
    return;
  char copy[40];
  strcpy(copy, (const char *)cmd_buf);
  cmd_len = 0;
  cmd_ready = 0;
  handle(copy);
}
static volatile char ok_buf[40];
static volatile uint8_t ok_len;
void USART2_IRQHandler(void) {
  if (USART2->SR & USART_SR_RXNE) {
    char c = (char)USART2->DR;
    if (c == '\r' || ok_len >= sizeof ok_buf - 1)
      ok_len = 0;
    else
      ok_buf[ok_len++] = c;
  }
}
