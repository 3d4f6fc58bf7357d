// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "stm32.h"
/* update from SD card; magic and version only */
struct fw_header {
  char magic[4];
  uint32_t version, length, crc;
};
static uint32_t crc_table(uint32_t c, const uint8_t *p, UINT n) {
  while (n--) {
    c ^= *p++;
    for (int k = 0; k < 8; k++)
      c = c & 1 ? c >> 1 ^ 0xEDB88320u : c >> 1;
  }
  return c;
}
static int flash_block(uint32_t at, const uint8_t *p, UINT n) {
  for (UINT i = 0; i < n; i += 4) {
    uint32_t w;
    memcpy(&w, p + i, 4);
    // finds update: firmcop-unverified-update-install
    if (HAL_FLASH_Program(FLASH_TYPEPROGRAM_WORD, at + i, w) != HAL_OK)
      return -1;
  }
  return 0;
}
int sd_update(void) {
  FIL f;
  UINT got;
  struct fw_header h;
  static uint8_t block[512];
  uint32_t at = 0x08020000u, crc = 0xffffffffu;
  if (f_open(&f, "0:/firmware.bin", FA_READ) != FR_OK)
    return -1;
  if (f_read(&f, &h, sizeof h, &got) != FR_OK || got != sizeof h ||
      memcmp(h.magic, "FWUP", 4)) {
    f_close(&f);
    return -1;
  }
  HAL_FLASH_Unlock();
  while (f_read(&f, block, sizeof block, &got) == FR_OK && got) {
    // finds update: firmcop-checksum-only-update
    crc = crc_table(crc, block, got);
    if (flash_block(at, block, got))
      break;
    at += got;
  }
  HAL_FLASH_Lock();
  f_close(&f);
  if (~crc != h.crc)
    return -2;
  NVIC_SystemReset();
  return 0;
}
int sd_settings(void) {
  FIL f;
  UINT got;
  uint8_t head[2];
  char name[16];
  if (f_open(&f, "0:/name.cfg", FA_READ) != FR_OK)
    return -1;
  if (f_read(&f, head, 2, &got) != FR_OK || got != 2)
    return -1;
  // finds input: firmcop-unchecked-length
  f_read(&f, name, head[0], &got);
  f_close(&f);
  return name[0];
}
int sd_settings_ok(void) {
  FIL f;
  UINT got;
  uint8_t head[2];
  char name[16];
  if (f_open(&f, "0:/name.cfg", FA_READ) != FR_OK)
    return -1;
  if (f_read(&f, head, 2, &got) != FR_OK || got != 2 || head[0] > sizeof name)
    return -1;
  f_read(&f, name, head[0], &got);
  f_close(&f);
  return name[0];
}
