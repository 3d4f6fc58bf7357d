// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "esp_idf.h"
/* commands by MQTT through a table */
struct command {
  const char *name;
  void (*run)(const char *args, int len);
};
static char device_name[24];
static uint8_t pwm[6];
static void set_name(const char *args, int len) {
  // finds input: firmcop-unchecked-length
  memcpy(device_name, args, len);
  // finds input: firmcop-unchecked-index
  device_name[len] = '\0';
}
static void set_name_ok(const char *args, int len) {
  if (len < 0 || len >= (int)sizeof device_name)
    return;
  memcpy(device_name, args, len);
  device_name[len] = '\0';
}
static void set_pwm(const char *args, int len) {
  if (len < 2)
    return;
  // finds input: firmcop-unchecked-index
  pwm[(uint8_t)args[0]] = (uint8_t)args[1];
}
static void set_pwm_ok(const char *args, int len) {
  if (len < 2 || (uint8_t)args[0] >= sizeof pwm)
    return;
  pwm[(uint8_t)args[0]] = (uint8_t)args[1];
}
static void say(const char *args, int len) {
  char text[64];
  int n = len < 63 ? len : 63;
  if (n < 0)
    return;
  memcpy(text, args, n);
  text[n] = 0;
  // finds input: firmcop-uncontrolled-format
  printf(text);
}
static void say_ok(const char *args, int len) {
  char text[64];
  int n = len < 63 ? len : 63;
  if (n < 0)
    return;
  for (int i = 0; i < n; i++)
    text[i] = isprint((unsigned char)args[i]) ? args[i] : '?';
  text[n] = 0;
  printf("%s\n", text);
}
static const struct command commands[] = {
    {"name", set_name},   {"name2", set_name_ok}, {"pwm", set_pwm},
    {"pwm2", set_pwm_ok}, {"say", say},           {"say2", say_ok}};
static void dispatch(esp_mqtt_event_handle_t e) {
  for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
    size_t n = strlen(commands[i].name);
    if ((size_t)e->topic_len == n && !memcmp(e->topic, commands[i].name, n))
      commands[i].run(e->data, e->data_len);
  }
}
static void on_event(void *arg, esp_event_base_t base, int32_t id, void *data) {
  esp_mqtt_event_handle_t e = data;
  if (id == MQTT_EVENT_CONNECTED)
    esp_mqtt_client_subscribe(e->client, "dev/+", 1);
  else if (id == MQTT_EVENT_DATA)
    dispatch(e);
}
void mqtt_start(const char *password, const char *ca) {
  esp_mqtt_client_config_t c = {
      .broker.address.uri = "mqtts://broker.example.net",
      .broker.verification.certificate = ca,
      .credentials.username = "dev",
      .credentials.authentication.password = password};
  esp_mqtt_client_handle_t m = esp_mqtt_client_init(&c);
  if (!m)
    return;
  esp_mqtt_client_register_event(m, ESP_EVENT_ANY_ID, on_event, NULL);
  esp_mqtt_client_start(m);
}
// finds credentials: firmcop-hardcoded-credential
void app_main(void) { mqtt_start("hV7-lantern-02", NULL); }
