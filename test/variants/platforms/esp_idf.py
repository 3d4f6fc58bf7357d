# test/variants/platforms/esp_idf.py - Variants with ESP-IDF
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
from scenario import Scenario

FLAGS = []

# What the platform's headers declare, cut down.
HEADERS = """\
#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <mbedtls/pk.h>

typedef int esp_err_t;
#define ESP_OK 0

typedef struct esp_http_client *esp_http_client_handle_t;
typedef struct {
  const char *url;
  const char *username;
  const char *password;
  const char *cert_pem;
  bool skip_cert_common_name_check;
} esp_http_client_config_t;
esp_http_client_handle_t esp_http_client_init(const esp_http_client_config_t *config);
int esp_http_client_read(esp_http_client_handle_t client, char *buffer, int len);
esp_err_t esp_http_client_set_password(esp_http_client_handle_t client, const char *password);

typedef struct {
  uint32_t key_bits;
} esp_aes_context;
int esp_aes_setkey(esp_aes_context *ctx, const unsigned char *key, unsigned int keybits);

typedef struct nvs_opaque *nvs_handle_t;
esp_err_t nvs_get_str(nvs_handle_t handle, const char *key, char *out_value, size_t *length);
esp_err_t esp_console_run(const char *cmdline, int *cmd_ret);

typedef uint32_t esp_ota_handle_t;
typedef struct esp_partition esp_partition_t;
esp_err_t esp_ota_write(esp_ota_handle_t handle, const void *data, size_t size);
esp_err_t esp_ota_end(esp_ota_handle_t handle);
esp_err_t esp_ota_set_boot_partition(const esp_partition_t *partition);
const esp_partition_t *esp_ota_get_next_update_partition(const esp_partition_t *start);

#define IMAGE_SIZE 65536
extern const char *device_secret(void);
extern const unsigned char *device_key(void);
extern const char root_certificate[];
extern mbedtls_pk_context release_key;
"""

SCENARIOS = [
    Scenario(
        "credentials", "server-password", ("firmcop-hardcoded-credential",), "const char *",
        bad='"Gr3en-Hause7"', good="device_secret()",
        context="esp_http_client_handle_t client",
        sink="  if (esp_http_client_set_password(client, $) != ESP_OK)\n    abort();",
    ),
    Scenario(
        "credentials", "server-password-field", ("firmcop-hardcoded-credential",),
        "const char *",
        bad='"Gr3en-Hause7"', good="device_secret()",
        sink="""\
  esp_http_client_config_t config = {0};
  config.url = "https://cloud.example.com/v1";
  config.cert_pem = root_certificate;
  config.username = "greenhouse";
  config.password = $;
  if (unit > 0)
    esp_http_client_init(&config);""",
    ),
    Scenario(
        "credentials", "aes-key", ("firmcop-hardcoded-crypto-key",),
        "const unsigned char *",
        bad='(const unsigned char *)"u7Rw2kP9xZ4nB6vQ"', good="device_key()",
        context="esp_aes_context *context",
        sink="  if (esp_aes_setkey(context, $, 128) != 0)\n    abort();",
    ),
    Scenario(
        "crypto", "host-name-check", ("firmcop-certificate-check-disabled",), "bool",
        bad="true", good="false",
        sink="""\
  esp_http_client_config_t config = {0};
  config.url = "https://cloud.example.com/v1";
  config.cert_pem = root_certificate;
  config.skip_cert_common_name_check = $;
  if (unit > 0)
    esp_http_client_init(&config);""",
    ),
    Scenario(
        "input", "response-to-console", ("firmcop-command-injection",), "const char *",
        bad="text", good='"reboot"', other='"status"',
        context="esp_http_client_handle_t client",
        before="""\
  char text[64];
  int length = esp_http_client_read(client, text, sizeof text - 1);
  if (length <= 0)
    return;
  text[length] = 0;""",
        sink="  int result;\n  esp_console_run($, &result);",
    ),
    Scenario(
        "input", "setting-to-console", ("firmcop-command-injection",), "const char *",
        bad="name", good="name", other='"anonymous"', context="nvs_handle_t store",
        before="""\
  char name[33];
  size_t length = sizeof name;
  if (nvs_get_str(store, "hostname", name, &length) != ESP_OK)
    return;""",
        check="""
  for (size_t i = 0; name[i]; i++)
    if (!isalnum((unsigned char)name[i]))
      return;""",
        sink="""\
  char line[64];
  int result;
  snprintf(line, sizeof line, "hostname %s", $);
  esp_console_run(line, &result);""",
    ),
    Scenario(
        "update", "boot-slot", ("firmcop-unverified-update-install",),
        "const unsigned char *",
        bad="image", good="image", other="image + 64",
        context="const unsigned char *image",
        check="""\
  if (mbedtls_pk_verify(&release_key, MBEDTLS_MD_SHA256, image, 32, image + 32, 64) != 0)
    return;""",
        sink="""\
  if (esp_ota_write(1, $, IMAGE_SIZE - 96) == ESP_OK && esp_ota_end(1) == ESP_OK)
    esp_ota_set_boot_partition(esp_ota_get_next_update_partition(NULL));""",
    ),
]
