// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "zephyr.h"
/* the ISR collects one line, a thread parses it */
#define LINE 48
static char rx_line[LINE];
static int rx_pos;
static struct k_sem line_ready;
static char ok_line[LINE];
static int ok_pos;
static uint16_t setpoint[6];
static void uart_isr(const struct device *dev, void *user) {
  uint8_t c;
  if (!uart_irq_update(dev) || !uart_irq_rx_ready(dev))
    return;
  while (uart_fifo_read(dev, &c, 1) == 1) {
    if (c == '\n' || c == '\r') {
      rx_line[rx_pos] = '\0';
      rx_pos = 0;
      k_sem_give(&line_ready);
    } else {
      // finds input: firmcop-unbounded-fill
      rx_line[rx_pos++] = c;
    }
  }
}
static void uart_isr_ok(const struct device *dev, void *user) {
  uint8_t c;
  if (!uart_irq_update(dev) || !uart_irq_rx_ready(dev))
    return;
  while (uart_fifo_read(dev, &c, 1) == 1) {
    if (c == '\n' || c == '\r') {
      ok_line[ok_pos] = '\0';
      ok_pos = 0;
      k_sem_give(&line_ready);
    } else if (ok_pos < (int)sizeof(ok_line) - 1) {
      ok_line[ok_pos++] = c;
    }
  }
}
static void parse(char *line) {
  char *end;
  if (strncmp(line, "sp ", 3) == 0) {
    unsigned long i = strtoul(line + 3, &end, 10);
    // finds input: firmcop-unchecked-index
    setpoint[i] = (uint16_t)strtoul(end, NULL, 10);
  } else if (strncmp(line, "lim ", 4) == 0) {
    unsigned long i = strtoul(line + 4, &end, 10);
    if (i < ARRAY_SIZE(setpoint))
      setpoint[i] = (uint16_t)strtoul(end, NULL, 10);
    // misses debug: firmcop-hardcoded-auth-comparison
  } else if (strcmp(line, "jb$2k9") == 0) {
    boot_request_upgrade(BOOT_UPGRADE_PERMANENT);
  }
}
void line_thread(const struct device *dev) {
  uart_irq_callback_user_data_set(dev, uart_isr, NULL);
  uart_irq_callback_user_data_set(dev, uart_isr_ok, NULL);
  for (;;) {
    k_sem_take(&line_ready, K_FOREVER);
    parse(rx_line);
    parse(ok_line);
  }
}
