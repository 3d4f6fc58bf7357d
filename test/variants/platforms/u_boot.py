# test/variants/platforms/u_boot.py - Variants in U-Boot
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
from scenario import Scenario

FLAGS = ["-ffreestanding", "--target=aarch64-linux-gnu"]

# What the platform's headers declare, cut down.
HEADERS = """\
#include <stddef.h>
#include <stdint.h>

char *env_get(const char *name);
int run_command(const char *cmd, int flag);
int printf(const char *fmt, ...);
int strcmp(const char *a, const char *b);

struct blk_desc;
unsigned long blk_dwrite(struct blk_desc *desc, unsigned long start, unsigned long count,
                         const void *buffer);
int fit_config_verify(const void *fit, int conf_noffset);

extern struct blk_desc *system_partition(void);
"""

SCENARIOS = [
    Scenario(
        "input", "variable-to-command", ("firmcop-command-injection",), "const char *",
        bad='env_get("altbootcmd")', good='"bootm"',
        sink="  run_command($, unit);",
    ),
    Scenario(
        "input", "variable-to-format", ("firmcop-uncontrolled-format",), "const char *",
        bad='env_get("board_name")', good='"board\\n"',
        sink="  if (unit)\n    printf($);",
    ),
    Scenario(
        "update", "partition-write", ("firmcop-unverified-update-install",), "const char *",
        bad="image", good="image", other="image + 512", context="const char *image",
        check="  if (fit_config_verify(image, 0) != 0)\n    return;",
        sink="  if (blk_dwrite(system_partition(), 0, 4096, $) != 4096)\n    printf(\"short\\n\");",
    ),
]
