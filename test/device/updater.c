//===- device/updater.c - Firmware update -------------------------*- C -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// lumen-update fetches an image and writes it to its flash partition:
//   lumen-update system    the root file system, mtd3
//   lumen-update pantilt   the pan/tilt firmware, mtd6
//   lumen-update language  the texts of the web interface
//
//===----------------------------------------------------------------------===//
#include "lumen.h"

#include "curl/curl.h"

#include <fcntl.h>
#include <mtd/mtd-user.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <syslog.h>
#include <unistd.h>

#define MAX_IMAGE (8u << 20)
#define SIG_LEN 72
#define CA_FILE "/etc/ssl/lumen-ca.crt"

struct download {
  uint8_t *data;
  size_t len;
};

static size_t collect(char *data, size_t size, size_t count, void *context) {
  struct download *into = context;
  size_t len = size * count;
  if (len > MAX_IMAGE - into->len)
    return 0;
  memcpy(into->data + into->len, data, len);
  into->len += len;
  return len;
}

static bool fetch_system(struct download *into) {
  CURL *curl = curl_easy_init();
  bool done;
  if (!curl)
    return false;
  curl_easy_setopt(curl, CURLOPT_URL,
                   "https://update.lumen-cam.example/c200/system.img");
  curl_easy_setopt(curl, CURLOPT_CAINFO, CA_FILE);
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, collect);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, into);
  done = curl_easy_perform(curl) == CURLE_OK;
  curl_easy_cleanup(curl);
  return done;
}

// The pan/tilt supplier hosts its firmware on its own server.
static bool fetch_pantilt(struct download *into) {
  CURL *link = curl_easy_init();
  bool done;
  if (!link)
    return false;
  curl_easy_setopt(link, CURLOPT_URL,
                   "http://fw.tiltworks.example/c200/firmware.bin");
  curl_easy_setopt(link, CURLOPT_WRITEFUNCTION, collect);
  curl_easy_setopt(link, CURLOPT_WRITEDATA, into);
  done = curl_easy_perform(link) == CURLE_OK;
  curl_easy_cleanup(link);
  return done;
}

static bool fetch_language(struct download *into) {
  CURL *handle = curl_easy_init();
  bool done;
  if (!handle)
    return false;
  curl_easy_setopt(handle, CURLOPT_URL,
                   "https://text.lumen-cam.example/c200/language.pak");
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 0L);
  curl_easy_setopt(handle, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_0);
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, collect);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, into);
  done = curl_easy_perform(handle) == CURLE_OK;
  curl_easy_cleanup(handle);
  return done;
}

static bool install_pantilt(const struct download *image) {
  struct erase_info_user area = {.start = 0, .length = 0x40000};
  int mtd = open("/dev/mtd6", O_RDWR);
  bool done;
  if (mtd < 0)
    return false;
  done = ioctl(mtd, MEMERASE, &area) == 0 &&
         write(mtd, image->data, image->len) == (ssize_t)image->len;
  close(mtd);
  return done;
}

// The signature is the tail of the file.
static bool install_system(const struct download *image) {
  struct erase_info_user region = {.start = 0, .length = 0x800000};
  size_t body = image->len - SIG_LEN;
  bool done;
  int flash;
  if (image->len <= SIG_LEN ||
      !verify_image(image->data, body, image->data + body, SIG_LEN)) {
    syslog(LOG_ERR, "the system image is not genuine");
    return false;
  }
  flash = open("/dev/mtd3", O_RDWR);
  if (flash < 0)
    return false;
  done = ioctl(flash, MEMERASE, &region) == 0 &&
         write(flash, image->data, body) == (ssize_t)body;
  close(flash);
  return done;
}

static bool install_language(const struct download *pack) {
  size_t body = pack->len - SIG_LEN;
  FILE *file;
  if (pack->len <= SIG_LEN ||
      !verify_language_pack(pack->data, body, pack->data + body, SIG_LEN))
    return false;
  file = fopen("/www/language.pak", "wb");
  if (!file)
    return false;
  fwrite(pack->data, 1, body, file);
  return fclose(file) == 0;
}

static void print_identity(const struct download *image) {
  uint8_t fingerprint[16];
  uint8_t digest[32];
  verify_fingerprint(image->data, image->len, fingerprint);
  verify_digest(image->data, image->len, digest);
  printf("%zu bytes, fingerprint %02x%02x, digest %02x%02x\n", image->len,
         fingerprint[0], fingerprint[1], digest[0], digest[1]);
}

static const struct {
  const char *name;
  bool (*fetch)(struct download *);
  bool (*install)(const struct download *);
} parts[] = {
    {"system", fetch_system, install_system},
    {"pantilt", fetch_pantilt, install_pantilt},
    {"language", fetch_language, install_language},
};

int main(int argc, char **argv) {
  struct download image = {malloc(MAX_IMAGE), 0};
  openlog("lumen-update", LOG_PID, LOG_DAEMON);
  if (argc != 2 || !image.data)
    return 2;
  for (size_t i = 0; i < sizeof parts / sizeof *parts; ++i) {
    if (strcmp(parts[i].name, argv[1]) != 0)
      continue;
    if (!parts[i].fetch(&image))
      return 1;
    print_identity(&image);
    return parts[i].install(&image) ? 0 : 1;
  }
  return 2;
}
