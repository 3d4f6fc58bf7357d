# test/variants/platforms/zephyr.py - Variants with Zephyr
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
from scenario import Scenario

FLAGS = ["-ffreestanding", "--target=arm-none-eabi", "-mcpu=cortex-m33"]

# What the platform's headers declare, cut down.
HEADERS = """\
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int sec_tag_t;
enum tls_credential_type {
  TLS_CREDENTIAL_NONE,
  TLS_CREDENTIAL_CA_CERTIFICATE,
  TLS_CREDENTIAL_PUBLIC_CERTIFICATE,
  TLS_CREDENTIAL_PRIVATE_KEY,
  TLS_CREDENTIAL_PSK,
  TLS_CREDENTIAL_PSK_ID
};
int tls_credential_add(sec_tag_t tag, enum tls_credential_type type, const void *cred,
                       size_t credlen);

#define SOL_TLS 282
#define TLS_PEER_VERIFY 5
#define TLS_PEER_VERIFY_NONE 0
#define TLS_PEER_VERIFY_REQUIRED 2
int zsock_setsockopt(int sock, int level, int optname, const void *optval, size_t optlen);
long zsock_recv(int sock, void *buf, size_t max_len, int flags);
void printk(const char *fmt, ...);

struct flash_img_context;
int flash_img_buffered_write(struct flash_img_context *ctx, const uint8_t *data, size_t len,
                             bool flush);
int flash_write(const void *dev, long offset, const void *data, size_t len);
#define BOOT_UPGRADE_PERMANENT 1

typedef uint32_t psa_key_id_t;
typedef int32_t psa_status_t;
typedef uint32_t psa_algorithm_t;
#define PSA_SUCCESS ((psa_status_t)0)
#define PSA_ALG_ECDSA_SHA_256 ((psa_algorithm_t)0x06000609)
#define PSA_ALG_MD5 ((psa_algorithm_t)0x02000003)
#define PSA_ALG_SHA_256 ((psa_algorithm_t)0x02000009)
psa_status_t psa_verify_message(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input,
                                size_t input_length, const uint8_t *signature,
                                size_t signature_length);
psa_status_t psa_hash_compute(psa_algorithm_t alg, const uint8_t *input, size_t input_length,
                              uint8_t *hash, size_t hash_size, size_t *hash_length);

#define IMAGE_SIZE 65536
extern const uint8_t *device_key(void);
extern const psa_key_id_t release_key;
extern const void *update_partition;
extern void stop(void);
"""

SCENARIOS = [
    Scenario(
        "credentials", "pre-shared-key", ("firmcop-hardcoded-crypto-key",), "const uint8_t *",
        bad='(const uint8_t *)"b4rn-d00r-sens0r"', good="device_key()",
        context="sec_tag_t tag",
        sink="  if (tls_credential_add(tag, TLS_CREDENTIAL_PSK, $, 16) != 0)\n    stop();",
    ),
    Scenario(
        "crypto", "peer-verification", ("firmcop-certificate-check-disabled",), "int",
        bad="TLS_PEER_VERIFY_NONE", good="TLS_PEER_VERIFY_REQUIRED", context="int sock",
        sink="""\
  int level = $;
  if (zsock_setsockopt(sock, SOL_TLS, TLS_PEER_VERIFY, &level, sizeof level) != 0)
    stop();""",
    ),
    Scenario(
        "crypto", "hash", ("firmcop-weak-hash",), "psa_algorithm_t",
        bad="PSA_ALG_MD5", good="PSA_ALG_SHA_256", context="const uint8_t *record",
        sink="""\
  uint8_t hash[32];
  size_t length;
  if (psa_hash_compute($, record, 64, hash, sizeof hash, &length) != PSA_SUCCESS)
    stop();""",
    ),
    Scenario(
        "input", "socket-to-format", ("firmcop-uncontrolled-format",), "const char *",
        bad="text", good="text", other='"ready"', context="int sock",
        before="""\
  char text[64];
  long length = zsock_recv(sock, text, sizeof text - 1, 0);
  if (length <= 0)
    return;
  text[length] = 0;""",
        check="""
  for (const char *p = text; *p; p++)
    if (*p < '0' || *p > '9')
      return;""",
        sink="  printk($);",
    ),
    Scenario(
        "update", "partition-write", ("firmcop-unverified-update-install",),
        "const uint8_t *",
        bad="image", good="image", other="image + 64", context="const uint8_t *image",
        check="""\
  if (psa_verify_message(release_key, PSA_ALG_ECDSA_SHA_256, image, IMAGE_SIZE - 64,
                         image + IMAGE_SIZE - 64, 64) != PSA_SUCCESS)
    return;""",
        sink="  if (flash_write(update_partition, 0, $, IMAGE_SIZE - 128) != 0)\n    stop();",
    ),
]
