//===- device/main.c - Start of the configuration daemon ----------*- C -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lumen.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

// Shown by the ONVIF device service. The serial number comes from the factory
// partition, everything else is fixed per model.
static void log_identity(void) {
  char serial[32];
  if (settings_get("factory.serial", serial, sizeof serial))
    syslog(LOG_INFO, "Lumen C200, unit %s", serial);
}

// The installer app asks for the owner's address once, for the warranty.
static void log_registration(void) {
  char owner_email[96];
  char owner_phone[32];
  if (!settings_get("owner.email", owner_email, sizeof owner_email) ||
      !settings_get("owner.phone", owner_phone, sizeof owner_phone))
    return;
  syslog(LOG_INFO, "registered to %s, phone %s", owner_email, owner_phone);
}

static void log_uptime_summary(unsigned restarts, unsigned long seconds) {
  syslog(LOG_INFO, "up %lu s after %u restarts", seconds, restarts);
}

// Both are made at the first start and kept by a factory reset.
static void ensure_identities(void) {
  if (access("/config/onvif/server.key", F_OK) != 0 &&
      !crypto_make_onvif_identity())
    syslog(LOG_ERR, "no ONVIF identity");
  if (access("/config/cloud/client.key", F_OK) != 0 &&
      !crypto_make_cloud_identity())
    syslog(LOG_ERR, "no cloud identity");
}

int main(int argc, char **argv) {
  int port = 443;
  if (argc == 3 && strcmp(argv[1], "-p") == 0)
    port = (int)strtol(argv[2], NULL, 10);
  if (port <= 0 || port > 65535) {
    fprintf(stderr, "usage: %s [-p port]\n", argv[0]);
    return 2;
  }

  openlog("lumend", LOG_PID, LOG_DAEMON);
  signal(SIGPIPE, SIG_IGN);
  umask(077);
  if (!crypto_init() || !events_open("/var/lib/lumen/events.db")) {
    syslog(LOG_ERR, "start-up failed");
    return 1;
  }
  ensure_identities();
  log_identity();
  log_registration();
  log_uptime_summary(0, 0);
  return httpd_run(port);
}
