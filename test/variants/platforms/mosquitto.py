# test/variants/platforms/mosquitto.py - Variants of an MQTT client
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
from scenario import Scenario

FLAGS = []

HEADERS = """\
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <mosquitto.h>

extern const char *device_secret(void);
"""

SCENARIOS = [
    Scenario(
        "credentials", "broker-password", ("firmcop-hardcoded-credential",), "const char *",
        bad='"pump-4711-Kiel"', good="device_secret()", context="struct mosquitto *client",
        sink='  mosquitto_username_pw_set(client, "pump", $);',
    ),
    Scenario(
        "credentials", "pre-shared-key", ("firmcop-hardcoded-crypto-key",), "const char *",
        bad='"9f4c2e7ab05d831766e0c2d49b7f1a58"', good="device_secret()",
        context="struct mosquitto *client",
        sink='  mosquitto_tls_psk_set(client, $, "pump", NULL);',
    ),
    Scenario(
        "crypto", "host-name-check", ("firmcop-certificate-check-disabled",), "bool",
        bad="true", good="false", context="struct mosquitto *client",
        sink="  mosquitto_tls_insecure_set(client, $);",
    ),
    Scenario(
        "crypto", "peer-verification", ("firmcop-certificate-check-disabled",), "int",
        bad="0", good="1", context="struct mosquitto *client",
        sink='  mosquitto_tls_opts_set(client, $, "tlsv1.2", NULL);',
    ),
    Scenario(
        "crypto", "tls-version", ("firmcop-obsolete-tls-version",), "const char *",
        bad='"tlsv1.1"', good='"tlsv1.2"', context="struct mosquitto *client",
        sink="  mosquitto_tls_opts_set(client, 1, $, NULL);",
    ),
    Scenario(
        "input", "message-to-shell", ("firmcop-command-injection",), "const char *",
        bad="(const char *)message->payload", good='"restart"', other='"status"',
        context="const struct mosquitto_message *message",
        sink="""\
  char command[128];
  snprintf(command, sizeof command, "/etc/init.d/pump %s", $);
  system(command);""",
    ),
    Scenario(
        "input", "topic-to-format", ("firmcop-uncontrolled-format",), "const char *",
        bad="message->topic", good='"a message arrived"',
        context="const struct mosquitto_message *message",
        sink="  syslog(LOG_INFO, $);",
    ),
]
