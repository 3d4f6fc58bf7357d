// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "zephyr.h"
static uint8_t rx[256];
static struct mqtt_client client;
static struct mqtt_utf8 user = MQTT_UTF8_LITERAL("valve");
// finds credentials: firmcop-hardcoded-credential
static struct mqtt_utf8 pass = MQTT_UTF8_LITERAL("seven-brass-rings");
static char stored_pass[32];
static uint32_t stored_len;
static struct mqtt_utf8 pass_ok;
static char url[64];
static void on_publish(struct mqtt_client *c,
                       const struct mqtt_publish_param *p) {
  uint8_t cmd[64];
  // misses input: firmcop-unchecked-length
  int got = mqtt_read_publish_payload(c, cmd, p->message.payload.len);
  if (got <= 0)
    return;
  cmd[got < 63 ? got : 63] = 0;
  strcpy(url, (char *)cmd);
}
static void on_publish_ok(struct mqtt_client *c,
                          const struct mqtt_publish_param *p) {
  uint8_t cmd[64];
  if (p->message.payload.len >= sizeof(cmd))
    return;
  int got = mqtt_read_publish_payload(c, cmd, p->message.payload.len);
  if (got <= 0)
    return;
  cmd[got] = 0;
  memcpy(url, cmd, got);
}
static void on_event(struct mqtt_client *c, const struct mqtt_evt *evt) {
  if (evt->type == MQTT_EVT_PUBLISH) {
    on_publish(c, &evt->param.publish);
    on_publish_ok(c, &evt->param.publish);
  }
}
static const sec_tag_t tags[] = {42};
int cloud_connect(const void *broker) {
  mqtt_client_init(&client);
  client.broker = broker;
  client.evt_cb = on_event;
  client.user_name = &user;
  client.password = &pass;
  client.rx_buf = rx;
  client.rx_buf_size = sizeof rx;
  client.transport.type = MQTT_TRANSPORT_SECURE;
  // finds crypto: firmcop-certificate-check-disabled
  client.transport.tls.config.peer_verify = TLS_PEER_VERIFY_NONE;
  client.transport.tls.config.sec_tag_list = tags;
  client.transport.tls.config.sec_tag_count = 1;
  client.transport.tls.config.hostname = "broker.example.net";
  return mqtt_connect(&client);
}
int cloud_connect_ok(const void *broker) {
  mqtt_client_init(&client);
  client.broker = broker;
  client.evt_cb = on_event;
  client.user_name = &user;
  pass_ok.utf8 = (uint8_t *)stored_pass;
  pass_ok.size = stored_len;
  client.password = &pass_ok;
  client.transport.type = MQTT_TRANSPORT_SECURE;
  client.transport.tls.config.peer_verify = TLS_PEER_VERIFY_REQUIRED;
  client.transport.tls.config.sec_tag_list = tags;
  client.transport.tls.config.sec_tag_count = 1;
  client.transport.tls.config.hostname = "broker.example.net";
  return mqtt_connect(&client);
}
static int set(const char *key, size_t len, settings_read_cb read_cb,
               void *cb_arg) {
  if (strcmp(key, "pass") || len > sizeof stored_pass)
    return -EINVAL;
  ssize_t n = read_cb(cb_arg, stored_pass, sizeof stored_pass);
  stored_len = n < 0 ? 0 : (uint32_t)n;
  return n < 0 ? (int)n : 0;
}
static struct settings_handler handler = {.name = "cloud", .h_set = set};
int cloud_settings(void) { return settings_register(&handler); }
