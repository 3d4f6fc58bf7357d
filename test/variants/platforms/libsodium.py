# test/variants/platforms/libsodium.py - Variants with libsodium
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
from scenario import Scenario

FLAGS = []

HEADERS = """\
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sodium.h>

#define IMAGE_SIZE 65536

extern const unsigned char *device_key(void);
extern const unsigned char release_key[crypto_sign_PUBLICKEYBYTES];
"""

SCENARIOS = [
    Scenario(
        "credentials", "box-key", ("firmcop-hardcoded-crypto-key",),
        "const unsigned char *",
        bad='(const unsigned char *)"Jk3$pL9#vB2!xN6%qW1^zM8&cR5*tY0("',
        good="device_key()", context="unsigned char *message",
        sink="""\
  unsigned char nonce[crypto_secretbox_NONCEBYTES], sealed[64 + crypto_secretbox_MACBYTES];
  randombytes_buf(nonce, sizeof nonce);
  if (crypto_secretbox_easy(sealed, message, 64, nonce, $) != 0)
    abort();
  memcpy(message, sealed, sizeof sealed);""",
    ),
    Scenario(
        "crypto", "nonce", ("firmcop-static-iv-or-nonce",), "const unsigned char *",
        bad='(const unsigned char *)"first-message-of-the-day"', good="message + 128",
        context="unsigned char *message",
        sink="""\
  randombytes_buf(message + 128, crypto_secretbox_NONCEBYTES);
  if (crypto_secretbox_easy(message, message, 64, $, device_key()) != 0)
    abort();""",
    ),
    Scenario(
        "update", "mtd-write", ("firmcop-unverified-update-install",),
        "const unsigned char *",
        bad="image", good="image", other="image + 64",
        context="const unsigned char *image",
        check="""\
  if (crypto_sign_verify_detached(image, image + crypto_sign_BYTES,
                                  IMAGE_SIZE - crypto_sign_BYTES, release_key) != 0)
    return;""",
        sink="""\
  int flash = open("/dev/mtd3", O_WRONLY);
  if (flash >= 0) {
    write(flash, $, IMAGE_SIZE - crypto_sign_BYTES);
    close(flash);
  }""",
    ),
]
