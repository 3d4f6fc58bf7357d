// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "esp_idf.h"
/* framed protocol on UART1: A5 type len_lo len_hi payload crc */
#define SOF 0xA5
enum state { WAIT, TYPE, LEN_LO, LEN_HI, BODY, CRC };
struct parser {
  enum state st;
  uint8_t type;
  uint16_t len, pos;
  uint8_t body[128];
  uint8_t crc;
};
static uint8_t registers[32];
static void handle(const struct parser *p) {
  switch (p->type) {
  case 1: {
    uint8_t first = p->body[0], count = p->body[1];
    for (int i = 0; i < count; i++)
      // misses input: firmcop-unchecked-index
      registers[first + i] = p->body[2 + i];
    break;
  }
  case 2: {
    uint8_t first = p->body[0], count = p->body[1];
    if (first >= sizeof registers || count > sizeof registers - first)
      break;
    uart_write_bytes(UART_NUM_1, registers + first, count);
    break;
  }
  case 3:
    // misses input: firmcop-unchecked-index
    uart_write_bytes(UART_NUM_1, registers + p->body[0], p->body[1]);
    break;
  }
}
static void feed(struct parser *p, uint8_t c) {
  switch (p->st) {
  case WAIT:
    if (c == SOF)
      p->st = TYPE;
    break;
  case TYPE:
    p->type = c;
    p->st = LEN_LO;
    break;
  case LEN_LO:
    p->len = c;
    p->st = LEN_HI;
    break;
  case LEN_HI:
    p->len |= (uint16_t)c << 8;
    p->pos = 0;
    p->st = p->len ? BODY : CRC;
    break;
  case BODY:
    // finds input: firmcop-unbounded-fill
    p->body[p->pos++] = c;
    if (p->pos == p->len)
      p->st = CRC;
    break;
  case CRC:
    handle(p);
    p->st = WAIT;
    break;
  }
}
static void feed_ok(struct parser *p, uint8_t c) {
  switch (p->st) {
  case WAIT:
    if (c == SOF)
      p->st = TYPE;
    break;
  case TYPE:
    p->type = c;
    p->st = LEN_LO;
    break;
  case LEN_LO:
    p->len = c;
    p->st = LEN_HI;
    break;
  case LEN_HI:
    p->len |= (uint16_t)c << 8;
    p->pos = 0;
    p->st = p->len > sizeof p->body ? WAIT : p->len ? BODY : CRC;
    break;
  case BODY:
    if (p->pos < sizeof p->body)
      p->body[p->pos++] = c;
    if (p->pos >= p->len)
      p->st = CRC;
    break;
  case CRC:
    p->st = WAIT;
    break;
  }
}
void uart_task(void *arg) {
  static struct parser p, q;
  uint8_t chunk[64];
  for (;;) {
    int n = uart_read_bytes(UART_NUM_1, chunk, sizeof chunk, pdMS_TO_TICKS(20));
    for (int i = 0; i < n; i++) {
      feed(&p, chunk[i]);
      feed_ok(&q, chunk[i]);
    }
  }
}
