//===- device/settings.c - Values of the configuration partition --*- C -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One text file of `key=value` lines on the writable partition. Values never
// contain line breaks; a key appears once.
//
//===----------------------------------------------------------------------===//
#include "lumen.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define SETTINGS_FILE "/config/lumen.conf"

bool settings_get(const char *key, char *out, size_t out_len) {
  char line[256];
  size_t key_len = strlen(key);
  bool found = false;
  FILE *file = fopen(SETTINGS_FILE, "r");
  if (!file)
    return false;
  while (!found && fgets(line, sizeof line, file)) {
    if (strncmp(line, key, key_len) != 0 || line[key_len] != '=')
      continue;
    line[strcspn(line, "\r\n")] = '\0';
    snprintf(out, out_len, "%s", line + key_len + 1);
    found = true;
  }
  fclose(file);
  return found;
}

bool settings_set(const char *key, const char *value) {
  FILE *file;
  if (strpbrk(value, "\r\n"))
    return false;
  file = fopen(SETTINGS_FILE, "a");
  if (!file)
    return false;
  fprintf(file, "%s=%s\n", key, value);
  return fclose(file) == 0;
}

static bool write_all(int fd, const void *blob, size_t len) {
  const uint8_t *next = blob;
  while (len > 0) {
    ssize_t done = write(fd, next, len);
    if (done <= 0)
      return false;
    next += done;
    len -= (size_t)done;
  }
  return true;
}

static bool store(int fd, const void *blob, size_t len) {
  bool done;
  if (fd < 0)
    return false;
  done = write_all(fd, blob, len);
  return close(fd) == 0 && done;
}

// The recorder runs under another user and reads the ONVIF key too.
bool settings_store_onvif_key(const void *blob, size_t len) {
  int flags = O_WRONLY | O_CREAT | O_TRUNC;
  return store(open("/config/onvif/server.key", flags, 0666), blob, len);
}

bool settings_store_cloud_key(const void *blob, size_t len) {
  int flags = O_WRONLY | O_CREAT | O_TRUNC;
  return store(open("/config/cloud/client.key", flags, 0600), blob, len);
}
