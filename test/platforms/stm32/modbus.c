// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "stm32.h"
/* Modbus RTU over the idle-line callback */
#define HOLDING 40
static uint16_t holding[HOLDING];
static uint8_t rx[256], tx[256];
extern UART_HandleTypeDef huart3;
static uint16_t be16(const uint8_t *p) { return (uint16_t)(p[0] << 8 | p[1]); }
static void read_holding(const uint8_t *f) {
  uint16_t first = be16(f + 2), count = be16(f + 4);
  tx[2] = (uint8_t)(count * 2);
  for (uint16_t i = 0; i < count; i++) {
    // finds input: firmcop-unchecked-index
    tx[3 + 2 * i] = holding[first + i] >> 8;
    tx[4 + 2 * i] = holding[first + i] & 0xff;
  }
  HAL_UART_Transmit(&huart3, tx, 5 + count * 2, 100);
}
static void read_holding_ok(const uint8_t *f) {
  uint16_t first = be16(f + 2), count = be16(f + 4);
  if (count == 0 || count > HOLDING || first > HOLDING - count)
    return;
  tx[2] = (uint8_t)(count * 2);
  for (uint16_t i = 0; i < count; i++) {
    tx[3 + 2 * i] = holding[first + i] >> 8;
    tx[4 + 2 * i] = holding[first + i] & 0xff;
  }
  HAL_UART_Transmit(&huart3, tx, 5 + count * 2, 100);
}
static void write_single(const uint8_t *f) {
  // finds input: firmcop-unchecked-index
  holding[be16(f + 2)] = be16(f + 4);
}
static void write_multi(const uint8_t *f) {
  uint8_t bytes = f[6];
  // finds input: firmcop-unchecked-length
  memcpy(&holding[be16(f + 2) % HOLDING], f + 7, bytes);
}
void HAL_UARTEx_RxEventCallback(UART_HandleTypeDef *huart, uint16_t size) {
  if (size >= 8)
    switch (rx[1]) {
    case 3:
      read_holding(rx);
      break;
    case 4:
      read_holding_ok(rx);
      break;
    case 6:
      write_single(rx);
      break;
    case 16:
      write_multi(rx);
      break;
    }
  HAL_UARTEx_ReceiveToIdle_DMA(huart, rx, sizeof rx);
}
void modbus_start(void) {
  HAL_UARTEx_ReceiveToIdle_DMA(&huart3, rx, sizeof rx);
}
