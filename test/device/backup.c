//===- device/backup.c - Copies of the settings ------------------*- C -*-===//
//-*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a user takes along: the settings in one of three formats, and the index
// of the memory card with the wrapped key of each clip.
//
//===----------------------------------------------------------------------===//
#include "lumen.h"

#include <stdio.h>
#include <string.h>

#define MAX_SETTINGS 4096

// Pads with zeros to whole cipher blocks; 0 when the file cannot be read.
static size_t read_settings(uint8_t *out) {
  FILE *file = fopen("/config/lumen.conf", "rb");
  size_t len;
  if (!file)
    return 0;
  memset(out, 0, MAX_SETTINGS);
  len = fread(out, 1, MAX_SETTINGS, file);
  fclose(file);
  return (len + 15) / 16 * 16;
}

static bool write_parts(const char *path, const void *head, size_t head_len,
                        const void *body, size_t body_len) {
  FILE *file = fopen(path, "wb");
  bool done;
  if (!file)
    return false;
  done = fwrite(head, 1, head_len, file) == head_len &&
         fwrite(body, 1, body_len, file) == body_len;
  return fclose(file) == 0 && done;
}

bool backup_write(const char *format, const char *path) {
  uint8_t plain[MAX_SETTINGS];
  uint8_t sealed[MAX_SETTINGS + 16];
  uint8_t head[LUMEN_NONCE_LEN + LUMEN_TAG_LEN] = {0};
  uint8_t *tag = head + LUMEN_NONCE_LEN;
  size_t len = read_settings(plain);
  bool done = false;
  if (len == 0)
    return false;
  if (strcmp(format, "app2") == 0)
    return crypto_seal_legacy_export(plain, len, sealed) &&
           write_parts(path, NULL, 0, sealed, len + 8);
  if (strcmp(format, "unit") == 0)
    done = crypto_seal_settings(plain, len, sealed, head, tag);
  else if (strcmp(format, "model") == 0)
    done = crypto_seal_backup(plain, len, sealed, tag);
  return done && write_parts(path, head, sizeof head, sealed, len);
}

bool backup_card_index(const uint8_t clip_key[16], const char *path) {
  uint8_t wrapped[16];
  return crypto_wrap_block(clip_key, wrapped) &&
         write_parts(path, "LCI1", 4, wrapped, sizeof wrapped);
}
