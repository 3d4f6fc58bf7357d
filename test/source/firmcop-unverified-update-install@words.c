// RUN: %check %s -- -std=gnu11

// Flash memory that is written a word at a time, out of what a peer sent.

#include <stdint.h>
#include <string.h>

typedef struct UART UART_HandleTypeDef;
typedef int HAL_StatusTypeDef;
HAL_StatusTypeDef HAL_UART_Receive(UART_HandleTypeDef *Port, uint8_t *To, uint16_t Size, uint32_t Timeout);
HAL_StatusTypeDef HAL_FLASH_Program(uint32_t Type, uint32_t Address, uint64_t Data);
extern UART_HandleTypeDef *Port;
static uint8_t Frame[256];

static int get(uint8_t *To, uint16_t Size) { return HAL_UART_Receive(Port, To, Size, 500); }

void writeFrame(uint32_t Address, uint16_t Size) {
  if (Size > sizeof Frame || get(Frame, Size) != 0)
    return;
  for (uint16_t I = 0; I + 4 <= Size; I += 4) {
    uint32_t Word;
    memcpy(&Word, Frame + I, sizeof Word);
    // CHECK: :[[@LINE+1]]:5: warning: 'HAL_FLASH_Program' writes an image to flash memory, but no signature is verified
    HAL_FLASH_Program(2, Address + I, Word);
  }
}

// negative: a counter of its own.
static uint32_t Starts;
void countStart(uint32_t Address) {
  uint32_t Word;
  ++Starts;
  memcpy(&Word, &Starts, sizeof Word);
  HAL_FLASH_Program(2, Address, Word);
}
