//===- device/sdk/lib/mosquitto.c - Link stub of libmosquitto -----*- C -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every function fails or does nothing: the demo image is scanned, never run.
//
//===----------------------------------------------------------------------===//
#include "mosquitto.h"

#include <stddef.h>

int mosquitto_lib_init(void) { return -1; }

struct mosquitto *mosquitto_new(const char *id, bool clean_session, void *obj) {
  return NULL;
}

void mosquitto_destroy(struct mosquitto *mosq) {}

int mosquitto_username_pw_set(struct mosquitto *mosq, const char *username,
                              const char *password) {
  return -1;
}

int mosquitto_connect(struct mosquitto *mosq, const char *host, int port,
                      int keepalive) {
  return -1;
}

int mosquitto_reconnect(struct mosquitto *mosq) { return -1; }

int mosquitto_publish(struct mosquitto *mosq, int *mid, const char *topic,
                      int payloadlen, const void *payload, int qos,
                      bool retain) {
  return -1;
}

int mosquitto_subscribe(struct mosquitto *mosq, int *mid, const char *sub,
                        int qos) {
  return -1;
}

int mosquitto_loop(struct mosquitto *mosq, int timeout, int max_packets) {
  return -1;
}

int mosquitto_tls_set(struct mosquitto *mosq, const char *cafile,
                      const char *capath, const char *certfile,
                      const char *keyfile,
                      int (*pw_callback)(char *buf, int size, int rwflag,
                                         void *userdata)) {
  return -1;
}

int mosquitto_tls_insecure_set(struct mosquitto *mosq, bool value) {
  return -1;
}

int mosquitto_tls_opts_set(struct mosquitto *mosq, int cert_reqs,
                           const char *tls_version, const char *ciphers) {
  return -1;
}

void mosquitto_message_callback_set(
    struct mosquitto *mosq,
    void (*on_message)(struct mosquitto *, void *,
                       const struct mosquitto_message *)) {}
