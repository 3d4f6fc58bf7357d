//===- device/sdk/mosquitto.h - libmosquitto 2.0 subset -----------*- C -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef LUMEN_SDK_MOSQUITTO_H
#define LUMEN_SDK_MOSQUITTO_H

#include <stdbool.h>

enum mosq_err_t { MOSQ_ERR_SUCCESS = 0, MOSQ_ERR_NOMEM = 1 };

struct mosquitto;

struct mosquitto_message {
  int mid;
  char *topic;
  void *payload;
  int payloadlen;
  int qos;
  bool retain;
};

int mosquitto_lib_init(void);
struct mosquitto *mosquitto_new(const char *id, bool clean_session, void *obj);
void mosquitto_destroy(struct mosquitto *mosq);
int mosquitto_username_pw_set(struct mosquitto *mosq, const char *username,
                              const char *password);
int mosquitto_connect(struct mosquitto *mosq, const char *host, int port,
                      int keepalive);
int mosquitto_reconnect(struct mosquitto *mosq);
int mosquitto_publish(struct mosquitto *mosq, int *mid, const char *topic,
                      int payloadlen, const void *payload, int qos,
                      bool retain);
int mosquitto_subscribe(struct mosquitto *mosq, int *mid, const char *sub,
                        int qos);
int mosquitto_loop(struct mosquitto *mosq, int timeout, int max_packets);
int mosquitto_tls_set(struct mosquitto *mosq, const char *cafile,
                      const char *capath, const char *certfile,
                      const char *keyfile,
                      int (*pw_callback)(char *buf, int size, int rwflag,
                                         void *userdata));
int mosquitto_tls_insecure_set(struct mosquitto *mosq, bool value);
int mosquitto_tls_opts_set(struct mosquitto *mosq, int cert_reqs,
                           const char *tls_version, const char *ciphers);
void mosquitto_message_callback_set(
    struct mosquitto *mosq,
    void (*on_message)(struct mosquitto *, void *,
                       const struct mosquitto_message *));

#endif
