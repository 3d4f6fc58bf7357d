//===- device/lumen.h - Interfaces of the camera's modules --------*- C -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Lumen C200 indoor camera. Four programs share these modules: lumend (web
// configuration), lumen-telemetry (cloud link), lumen-update (firmware
// update) and lumen-shell (service shell on the debug UART).
//
//===----------------------------------------------------------------------===//
#ifndef LUMEN_H
#define LUMEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// settings.c: values of the writable configuration partition.
// Copies the value of `key` into `out` (always terminated); false if absent.
bool settings_get(const char *key, char *out, size_t out_len);
bool settings_set(const char *key, const char *value);
bool settings_store_onvif_key(const void *blob, size_t len);
bool settings_store_cloud_key(const void *blob, size_t len);

// crypto.c
#define LUMEN_KEY_LEN 16
#define LUMEN_NONCE_LEN 12
#define LUMEN_TAG_LEN 16
bool crypto_init(void);
bool crypto_random(void *out, size_t len);
int crypto_rng(void *ctx, unsigned char *out, size_t len);
bool crypto_device_key(uint8_t key[LUMEN_KEY_LEN]);
bool crypto_seal_backup(const uint8_t *in, size_t len, uint8_t *out,
                        uint8_t tag[LUMEN_TAG_LEN]);
bool crypto_seal_settings(const uint8_t *in, size_t len, uint8_t *out,
                          uint8_t nonce[LUMEN_NONCE_LEN],
                          uint8_t tag[LUMEN_TAG_LEN]);
bool crypto_seal_legacy_export(const uint8_t *in, size_t len, uint8_t *out);
bool crypto_wrap_block(const uint8_t in[16], uint8_t out[16]);
bool crypto_derive_guest_pin(const char *pin, const uint8_t salt[16],
                             uint8_t out[32]);
bool crypto_derive_owner_key(const char *passphrase, const uint8_t salt[16],
                             uint8_t out[32]);
bool crypto_make_onvif_identity(void);
bool crypto_make_cloud_identity(void);
bool crypto_equal(const uint8_t *a, const uint8_t *b, size_t len);

// login.c
#define LUMEN_TOKEN_LEN 33
bool login_check(const char *user, const char *password);
bool login_service_check(const char *password);
const char *login_rtsp_hash(const char *password);
bool login_set_password(const char *user, const char *password);
void login_new_session(char token[LUMEN_TOKEN_LEN]);
void login_new_reset_code(char code[LUMEN_TOKEN_LEN]);
// Authentication code of `text` with the key of this unit.
bool login_sign(const char *text, uint8_t mac[32]);
bool login_verify_cookie(const uint8_t mac[32], const char *cookie);
bool login_verify_reset(const uint8_t mac[32], const char *code);

// backup.c
bool backup_write(const char *format, const char *path);
bool backup_card_index(const uint8_t clip_key[16], const char *path);

// httpd.c and cgi.c
struct http_request {
  char method[8];
  char path[128];
  char query[256];
  char cookie[128];
  const char *client;
};
int httpd_run(int port);
void cgi_dispatch(int fd, const struct http_request *request);

// events.c: the motion event database.
bool events_open(const char *path);
bool events_delete_by_label(const char *label);
bool events_rename_label(const char *from, const char *to);

// verify.c
bool verify_image(const uint8_t *image, size_t len, const uint8_t *sig,
                  size_t sig_len);
bool verify_language_pack(const uint8_t *pack, size_t len, const uint8_t *sig,
                          size_t sig_len);
void verify_fingerprint(const uint8_t *image, size_t len, uint8_t out[16]);
void verify_digest(const uint8_t *image, size_t len, uint8_t out[32]);

#endif // LUMEN_H
