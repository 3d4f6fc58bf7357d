# test/variants/platforms/openwrt.py - Variants on OpenWrt and its relatives
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
from scenario import Scenario

FLAGS = ["-D_GNU_SOURCE"]

# What the platform's headers declare, cut down.
HEADERS = """\
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <arpa/inet.h>

char *nvram_get(const char *name);
char *nvram_safe_get(const char *name);
struct uci_context;
struct uci_section;
const char *uci_lookup_option_string(struct uci_context *ctx, struct uci_section *s,
                                     const char *name);
struct blob_attr;
static inline char *blobmsg_get_string(struct blob_attr *attr) { return (char *)attr + 8; }
"""

SCENARIOS = [
    Scenario(
        "input", "nvram-to-shell", ("firmcop-command-injection",), "const char *",
        bad='nvram_safe_get("ntp_server")', good='"pool.ntp.org"',
        sink="""\
  char command[128];
  sprintf(command, "ntpclient -s -h %.80s -p %d", $, unit);
  system(command);""",
    ),
    Scenario(
        "input", "uci-to-shell", ("firmcop-command-injection",), "const char *",
        bad="address", good="address", other='"192.168.1.1"',
        context="struct uci_section *section",
        before="""\
  const char *address = uci_lookup_option_string(NULL, section, "gateway");
  if (!address)
    return;""",
        check="""
  struct in_addr number;
  if (inet_pton(AF_INET, address, &number) != 1)
    return;""",
        sink="""\
  char command[96];
  snprintf(command, sizeof command, "route add default gw %s", $);
  system(command);""",
    ),
    Scenario(
        "debug", "telnet-server", ("firmcop-debug-interface-enabled",), "const char *",
        bad='"/usr/sbin/telnetd -l /bin/ash &"', good='"/usr/sbin/uhttpd -p 443 &"',
        sink="  if (unit > 0)\n    system($);",
    ),
    Scenario(
        "debug", "debugger", ("firmcop-debug-interface-enabled",), "const char *",
        bad='"gdbserver --multi :2345"', good='"logread -f"',
        sink="  FILE *run = unit > 0 ? popen($, \"r\") : NULL;\n  if (run)\n    pclose(run);",
    ),
    Scenario(
        "update", "mtd-command", ("firmcop-unverified-update-install",), "const char *",
        bad='"mtd -r write /tmp/upload.bin firmware"', good='"mtd verify /rom/a.bin boot"',
        sink="  if (unit > 0)\n    system($);",
    ),
]
