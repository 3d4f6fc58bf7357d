# test/variants/platforms/openssl.py - Variants with OpenSSL
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
from scenario import Scenario

FLAGS = []

HEADERS = """\
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/ssl.h>

/* 32 bytes from the fuses of this unit. */
extern const unsigned char *device_key(void);
"""

SCENARIOS = [
    Scenario(
        "credentials", "aes-key", ("firmcop-hardcoded-crypto-key",),
        "const unsigned char *",
        bad='(const unsigned char *)"k8#Lw0!pZr5^tYu2qWe9sDf4gHj7mNb1"',
        good="device_key()", context="EVP_CIPHER_CTX *context",
        sink="""\
  unsigned char nonce[12];
  if (RAND_bytes(nonce, sizeof nonce) != 1 ||
      EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), NULL, $, nonce) != 1)
    abort();""",
    ),
    Scenario(
        "crypto", "cipher", ("firmcop-weak-cipher",), "const EVP_CIPHER *",
        bad="EVP_des_cbc()", good="EVP_aes_128_gcm()", context="EVP_CIPHER_CTX *context",
        sink="""\
  unsigned char nonce[16];
  if (RAND_bytes(nonce, sizeof nonce) != 1 ||
      EVP_EncryptInit_ex(context, $, NULL, device_key(), nonce) != 1)
    abort();""",
    ),
    Scenario(
        "crypto", "cipher-name", ("firmcop-weak-cipher",), "const char *",
        bad='"des-ede3-cbc"', good='"aes-256-gcm"', context="EVP_CIPHER_CTX *context",
        sink="""\
  unsigned char nonce[16];
  if (RAND_bytes(nonce, sizeof nonce) != 1 ||
      EVP_EncryptInit_ex(context, EVP_get_cipherbyname($), NULL, device_key(), nonce) != 1)
    abort();""",
    ),
    Scenario(
        "crypto", "hash", ("firmcop-weak-hash",), "const EVP_MD *",
        bad="EVP_md5()", good="EVP_sha256()", context="EVP_MD_CTX *context",
        sink="  if (EVP_DigestInit_ex(context, $, NULL) != 1)\n    abort();",
    ),
    Scenario(
        "crypto", "iterations", ("firmcop-weak-password-hash",), "int",
        bad="1000", good="600000", context="const char *entered",
        sink="""\
  unsigned char salt[16], hash[32];
  if (RAND_bytes(salt, sizeof salt) != 1 ||
      PKCS5_PBKDF2_HMAC(entered, -1, salt, sizeof salt, $, EVP_sha256(), sizeof hash, hash) != 1)
    abort();""",
    ),
    Scenario(
        "crypto", "key-length", ("firmcop-short-key",), "int",
        bad="1024", good="3072", context="EVP_PKEY_CTX *context",
        sink="  if (EVP_PKEY_CTX_set_rsa_keygen_bits(context, $) != 1)\n    abort();",
    ),
    Scenario(
        "crypto", "peer-verification", ("firmcop-certificate-check-disabled",), "int",
        bad="SSL_VERIFY_NONE", good="SSL_VERIFY_PEER", context="SSL_CTX *context",
        sink="  SSL_CTX_set_verify(context, $, NULL);",
    ),
    Scenario(
        "crypto", "tls-version", ("firmcop-obsolete-tls-version",), "int",
        bad="TLS1_VERSION", good="TLS1_2_VERSION", context="SSL_CTX *context",
        sink="  SSL_CTX_set_min_proto_version(context, $);",
    ),
    Scenario(
        "input", "tls-to-shell", ("firmcop-command-injection",), "const char *",
        bad="text", good="text", other='"eth0"', context="SSL *peer",
        before="""\
  char text[64];
  int length = SSL_read(peer, text, sizeof text - 1);
  if (length <= 0)
    return;
  text[length] = 0;""",
        check='\n  if (strspn(text, "abcdefghijklmnopqrstuvwxyz") != strlen(text))\n    return;',
        sink="""\
  char command[128];
  snprintf(command, sizeof command, "ifconfig %s up", $);
  system(command);""",
    ),
]
