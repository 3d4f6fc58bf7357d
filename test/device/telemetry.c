//===- device/telemetry.c - Link to the cloud broker --------------*- C -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Two sessions: the fleet broker of the vendor, which collects health data,
// and the owner's home automation broker.
//
//===----------------------------------------------------------------------===//
#include "lumen.h"

#include "mosquitto.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

#define FLEET_HOST "mqtt.lumen-cam.example"
#define FLEET_USER "c200-fleet"
#define FLEET_PASSWORD "Fl33t-0f-Lumens"
#define CA_FILE "/etc/ssl/lumen-ca.crt"
#define MAX_DELAY 300

struct broker {
  const char *host;
  int port;
  const char *username;
  const char *password;
};

// Used until the camera has fetched its broker list.
static const struct broker bootstrap_broker = {
    .host = "boot.lumen-cam.example",
    .port = 1883,
    .username = "bootstrap",
    .password = "b00tstrap-c200",
};

static void on_message(struct mosquitto *client, void *context,
                       const struct mosquitto_message *message) {
  (void)client;
  (void)context;
  syslog(LOG_DEBUG, "%d bytes on %s", message->payloadlen, message->topic);
}

static struct mosquitto *open_fleet(void) {
  struct mosquitto *fleet = mosquitto_new("c200", true, NULL);
  if (!fleet)
    return NULL;
  mosquitto_message_callback_set(fleet, on_message);
  mosquitto_username_pw_set(fleet, FLEET_USER, FLEET_PASSWORD);
  mosquitto_tls_set(fleet, CA_FILE, NULL, NULL, NULL, NULL);
  mosquitto_tls_opts_set(fleet, 1, "tlsv1.1", NULL);
  mosquitto_tls_insecure_set(fleet, true);
  if (mosquitto_connect(fleet, FLEET_HOST, 8883, 60) != MOSQ_ERR_SUCCESS)
    syslog(LOG_WARNING, "fleet broker not reachable");
  return fleet;
}

static struct mosquitto *open_home(void) {
  char host[64];
  char user[64];
  char secret[64];
  struct mosquitto *home;
  if (!settings_get("mqtt.host", host, sizeof host) ||
      !settings_get("mqtt.user", user, sizeof user) ||
      !settings_get("mqtt.secret", secret, sizeof secret))
    return NULL;
  home = mosquitto_new(NULL, true, NULL);
  if (!home)
    return NULL;
  mosquitto_username_pw_set(home, user, secret);
  mosquitto_tls_set(home, "/config/mqtt-ca.crt", NULL, NULL, NULL, NULL);
  mosquitto_tls_opts_set(home, 1, "tlsv1.2", NULL);
  mosquitto_tls_insecure_set(home, false);
  if (mosquitto_connect(home, host, 8883, 60) != MOSQ_ERR_SUCCESS)
    syslog(LOG_WARNING, "home broker not reachable");
  memset(secret, 0, sizeof secret);
  return home;
}

static struct mosquitto *open_bootstrap(void) {
  struct mosquitto *client = mosquitto_new(NULL, true, NULL);
  if (!client)
    return NULL;
  mosquitto_username_pw_set(client, bootstrap_broker.username,
                            bootstrap_broker.password);
  if (mosquitto_connect(client, "boot.lumen-cam.example", 1883, 60) !=
      MOSQ_ERR_SUCCESS)
    syslog(LOG_WARNING, "bootstrap broker not reachable");
  return client;
}

static void restore_fleet(struct mosquitto *fleet) {
  while (mosquitto_reconnect(fleet) != MOSQ_ERR_SUCCESS)
    syslog(LOG_NOTICE, "fleet broker lost, trying again");
}

// Doubles the delay up to five minutes and spreads it, so that cameras that
// lost power together do not come back together.
static void restore_home(struct mosquitto *home) {
  unsigned delay = 1;
  while (mosquitto_reconnect(home) != MOSQ_ERR_SUCCESS) {
    unsigned jitter = (unsigned)rand() % (delay + 1);
    syslog(LOG_NOTICE, "home broker lost, next try in %u s", delay + jitter);
    sleep(delay + jitter);
    if (delay < MAX_DELAY)
      delay *= 2;
  }
}

static void publish_health(struct mosquitto *client, const char *topic) {
  char text[64];
  int len = snprintf(text, sizeof text, "{\"uptime\":%ld}", (long)getpid());
  mosquitto_publish(client, NULL, topic, len, text, 0, false);
}

// The position comes from the phone that set the camera up.
static void log_position(void) {
  char latitude[16];
  char longitude[16];
  if (settings_get("site.latitude", latitude, sizeof latitude) &&
      settings_get("site.longitude", longitude, sizeof longitude))
    syslog(LOG_INFO, "installed at %s, %s", latitude, longitude);
}

int main(void) {
  struct mosquitto *bootstrap;
  struct mosquitto *fleet;
  struct mosquitto *home;
  openlog("lumen-telemetry", LOG_PID, LOG_DAEMON);
  umask(0);
  mosquitto_lib_init();
  log_position();
  bootstrap = open_bootstrap();
  fleet = open_fleet();
  home = open_home();
  if (bootstrap)
    mosquitto_destroy(bootstrap);
  if (!fleet)
    return 1;
  for (;;) {
    if (mosquitto_loop(fleet, 1000, 1) != MOSQ_ERR_SUCCESS)
      restore_fleet(fleet);
    publish_health(fleet, "lumen/c200/health");
    if (home && mosquitto_loop(home, 1000, 1) != MOSQ_ERR_SUCCESS)
      restore_home(home);
  }
}
