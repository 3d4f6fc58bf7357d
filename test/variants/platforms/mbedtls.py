# test/variants/platforms/mbedtls.py - Variants with Mbed TLS
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
from scenario import Scenario

FLAGS = []

HEADERS = """\
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <mbedtls/aes.h>
#include <mbedtls/md.h>
#include <mbedtls/pk.h>
#include <mbedtls/pkcs5.h>
#include <mbedtls/rsa.h>
#include <mbedtls/ssl.h>

extern const unsigned char *device_key(void);
extern int device_random(void *state, unsigned char *out, size_t size);
extern const unsigned char *device_salt(void);
extern mbedtls_pk_context *release_key(void);
extern int start_slot(const unsigned char *image);
"""

SCENARIOS = [
    Scenario(
        "credentials", "aes-key", ("firmcop-hardcoded-crypto-key",),
        "const unsigned char *",
        bad='(const unsigned char *)"\\x13\\xa7\\x5c\\xe9\\x02\\x6b\\xd1\\x48'
            '\\x9f\\x30\\x7e\\xc4\\x85\\x1a\\xf6\\x2d"',
        good="device_key()", context="mbedtls_aes_context *context",
        sink="  if (mbedtls_aes_setkey_enc(context, $, 128) != 0)\n    abort();",
    ),
    Scenario(
        "credentials", "pre-shared-key", ("firmcop-hardcoded-crypto-key",),
        "const unsigned char *",
        bad='(const unsigned char *)"fr0nt-d00r-2019!"', good="device_key()",
        context="mbedtls_ssl_config *config",
        sink="""\
  if (mbedtls_ssl_conf_psk(config, $, 16, (const unsigned char *)"lock", 4) != 0)
    abort();""",
    ),
    Scenario(
        "crypto", "hash", ("firmcop-weak-hash",), "mbedtls_md_type_t",
        bad="MBEDTLS_MD_MD5", good="MBEDTLS_MD_SHA256",
        context="mbedtls_md_context_t *context",
        sink="  if (mbedtls_md_setup(context, mbedtls_md_info_from_type($), 0) != 0)\n    abort();",
    ),
    Scenario(
        "crypto", "peer-verification", ("firmcop-certificate-check-disabled",), "int",
        bad="MBEDTLS_SSL_VERIFY_NONE", good="MBEDTLS_SSL_VERIFY_REQUIRED",
        context="mbedtls_ssl_config *config",
        sink="  mbedtls_ssl_conf_authmode(config, $);",
    ),
    Scenario(
        "crypto", "key-length", ("firmcop-short-key",), "unsigned",
        bad="1024", good="3072", context="mbedtls_rsa_context *context",
        sink="""\
  if (mbedtls_rsa_gen_key(context, device_random, NULL, $, 65537) != 0)
    abort();""",
    ),
    Scenario(
        "crypto", "iterations", ("firmcop-weak-password-hash",), "unsigned",
        bad="500", good="310000", context="mbedtls_md_context_t *context",
        sink="""\
  unsigned char derived[32];
  if (mbedtls_pkcs5_pbkdf2_hmac(context, device_key(), 16, device_salt(), 16, $,
                                sizeof derived, derived) != 0)
    abort();""",
    ),
    Scenario(
        "input", "tls-to-format", ("firmcop-uncontrolled-format",), "const char *",
        bad="text", good="text", other='"connected"', context="mbedtls_ssl_context *peer",
        before="""\
  char text[80];
  int length = mbedtls_ssl_read(peer, (unsigned char *)text, sizeof text - 1);
  if (length <= 0)
    return;
  text[length] = 0;""",
        check="\n  for (int i = 0; i < length; i++)\n    if (text[i] < 'a' || text[i] > 'z')\n      return;",
        sink="  printf($);",
    ),
]
