# test/variants/platforms/wolfssl.py - Variants with wolfSSL
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
from scenario import Scenario

FLAGS = []

HEADERS = """\
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>
#include <wolfssl/wolfcrypt/aes.h>
#include <wolfssl/wolfcrypt/hash.h>
#include <wolfssl/wolfcrypt/rsa.h>

extern const unsigned char *device_key(void);
"""

SCENARIOS = [
    Scenario(
        "credentials", "aes-key", ("firmcop-hardcoded-crypto-key",), "const byte *",
        bad='(const byte *)"zX4!cV7@bN1#mQ8$"', good="device_key()", context="Aes *cipher",
        sink="  if (wc_AesGcmSetKey(cipher, $, 16) != 0)\n    abort();",
    ),
    Scenario(
        "crypto", "hash", ("firmcop-weak-hash",), "enum wc_HashType",
        bad="WC_HASH_TYPE_MD5", good="WC_HASH_TYPE_SHA256", context="wc_HashAlg *hash",
        sink="  if (wc_HashInit(hash, $) != 0)\n    abort();",
    ),
    Scenario(
        "crypto", "peer-verification", ("firmcop-certificate-check-disabled",), "int",
        bad="WOLFSSL_VERIFY_NONE", good="WOLFSSL_VERIFY_PEER", context="WOLFSSL_CTX *context",
        sink="  wolfSSL_CTX_set_verify(context, $, NULL);",
    ),
    Scenario(
        "crypto", "tls-version", ("firmcop-obsolete-tls-version",), "int",
        bad="WOLFSSL_TLSV1_1", good="WOLFSSL_TLSV1_2", context="WOLFSSL_CTX *context",
        sink="  wolfSSL_CTX_SetMinVersion(context, $);",
    ),
    Scenario(
        "input", "tls-to-shell", ("firmcop-command-injection",), "const char *",
        bad="text", good='"date -u"', other='"date"', context="WOLFSSL *peer",
        before="""\
  char text[64];
  int length = wolfSSL_read(peer, text, sizeof text - 1);
  if (length <= 0)
    return;
  text[length] = 0;""",
        sink="  system($);",
    ),
]
