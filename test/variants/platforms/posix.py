# test/variants/platforms/posix.py - Variants on Linux with its C library
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
from scenario import Scenario

FLAGS = ["-D_GNU_SOURCE"]

HEADERS = """\
#include <ctype.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <syslog.h>
#include <unistd.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>

#define IMAGE_SIZE 65536

/* From the secret that this unit got when it was made. */
extern const char *device_secret(void);
extern EVP_MD_CTX *release_verifier(void);
extern const unsigned char release_signature[64];
"""

RECEIVE = """\
  char text[64];
  ssize_t length = recv(client, text, sizeof text - 1, 0);
  if (length <= 0)
    return;
  text[length] = 0;"""

ONLY_DIGITS = """
  for (const char *p = text; *p; p++)
    if (!isdigit((unsigned char)*p))
      return;"""

SCENARIOS = [
    Scenario(
        "input", "socket-to-shell", ("firmcop-command-injection",), "const char *",
        bad="text", good="text", other='"127.0.0.1"',
        context="int client", before=RECEIVE, check=ONLY_DIGITS,
        sink="""\
  char command[128];
  snprintf(command, sizeof command, "ping -c 1 %s", $);
  system(command);""",
    ),
    Scenario(
        "input", "socket-to-format", ("firmcop-uncontrolled-format",), "const char *",
        bad="text", good="text", other='"ready"',
        context="int client", before=RECEIVE,
        check="\n  if (strcmp(text, \"on\") != 0 && strcmp(text, \"off\") != 0)\n    return;",
        sink="  fprintf(stderr, $);",
    ),
    Scenario(
        "input", "query-to-shell", ("firmcop-command-injection",), "const char *",
        bad='getenv("QUERY_STRING")', good='"status"',
        sink="""\
  char command[256];
  snprintf(command, sizeof command, "/usr/lib/cgi/%s %d", $, unit);
  FILE *answer = popen(command, "r");
  if (answer)
    pclose(answer);""",
    ),
    Scenario(
        "credentials", "login", ("firmcop-hardcoded-auth-comparison",), "const char *",
        bad='"Vq7!mastr"', good="device_secret()",
        context="const char *password",
        sink="""\
  int is_right = CRYPTO_memcmp(password, $, 11) == 0;
  syslog(LOG_AUTHPRIV | LOG_NOTICE, "login %s", is_right ? "accepted" : "refused");
  if (is_right)
    setenv("LEVEL", "admin", 1);""",
    ),
    Scenario(
        "debug", "telnet-server", ("firmcop-debug-interface-enabled",), "const char *",
        bad='"telnetd -l /bin/sh -p 2323"', good='"ntpd -q -p 0.pool.ntp.org"',
        sink="  if (unit > 0)\n    system($);",
    ),
    Scenario(
        "update", "mtd-write", ("firmcop-unverified-update-install",),
        "const unsigned char *",
        bad="image", good="image", other="image + 64",
        context="const unsigned char *image",
        check="""\
  if (EVP_DigestVerify(release_verifier(), release_signature,
                       sizeof release_signature, image, IMAGE_SIZE) != 1)
    return;""",
        sink="""\
  int flash = open("/dev/mtd1", O_WRONLY);
  if (flash >= 0) {
    write(flash, $, IMAGE_SIZE - 64);
    close(flash);
  }""",
    ),
]
