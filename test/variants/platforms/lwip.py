# test/variants/platforms/lwip.py - Variants with lwIP
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
from scenario import Scenario

FLAGS = []

# What the platform's headers declare, cut down.
HEADERS = """\
#include <ctype.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>

ssize_t lwip_recv(int s, void *mem, size_t len, int flags);
struct pbuf;
uint16_t pbuf_copy_partial(const struct pbuf *p, void *dataptr, uint16_t len, uint16_t offset);
void snmp_set_community(const char *const community);

struct mqtt_connect_client_info_t {
  const char *client_id;
  const char *client_user;
  const char *client_pass;
  uint16_t keep_alive;
};
extern void remember(const struct mqtt_connect_client_info_t *info);
extern const char *device_secret(void);
"""

SCENARIOS = [
    Scenario(
        "credentials", "broker-password", ("firmcop-hardcoded-credential",), "const char *",
        bad='"blinds-2nd-Floor"', good="device_secret()",
        sink="""\
  struct mqtt_connect_client_info_t info = {0};
  info.client_id = "blinds";
  info.client_user = "blinds";
  info.client_pass = $;
  if (unit > 0)
    remember(&info);""",
    ),
    Scenario(
        "credentials", "community", ("firmcop-hardcoded-credential",), "const char *",
        bad='"n3tw0rk-r3ad"', good="device_secret()",
        sink="  if (unit > 0)\n    snmp_set_community($);",
    ),
    Scenario(
        "input", "socket-to-format", ("firmcop-uncontrolled-format",), "const char *",
        bad="text", good="text", other='"ready"', context="int sock",
        before="""\
  char text[64];
  ssize_t length = lwip_recv(sock, text, sizeof text - 1, 0);
  if (length <= 0)
    return;
  text[length] = 0;""",
        check="""
  for (const char *p = text; *p; p++)
    if (!isdigit((unsigned char)*p))
      return;""",
        sink="  printf($);",
    ),
    Scenario(
        "input", "packet-to-format", ("firmcop-uncontrolled-format",), "const char *",
        bad="text", good='"a packet arrived"', context="const struct pbuf *packet",
        before="""\
  char text[64];
  uint16_t length = pbuf_copy_partial(packet, text, sizeof text - 1, 0);
  text[length] = 0;""",
        sink="  char line[128];\n  snprintf(line, sizeof line, $);\n  puts(line);",
    ),
]
