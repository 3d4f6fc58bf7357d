// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "lwip.h"
static char ntp_server[32];
static int relay[8];
static const char *cgi_ntp(int index, int n, char *param[], char *value[]) {
  for (int i = 0; i < n; i++)
    if (!strcmp(param[i], "server"))
      // finds input: firmcop-unbounded-copy
      strcpy(ntp_server, value[i]);
  return "/ok.html";
}
static const char *cgi_ntp_ok(int index, int n, char *param[], char *value[]) {
  for (int i = 0; i < n; i++)
    if (!strcmp(param[i], "server") && strlen(value[i]) < sizeof ntp_server)
      strcpy(ntp_server, value[i]);
  return "/ok.html";
}
static const char *cgi_relay(int index, int n, char *param[], char *value[]) {
  if (n == 2)
    // finds input: firmcop-unchecked-index
    relay[atoi(value[0])] = atoi(value[1]);
  return "/ok.html";
}
static const char *cgi_login(int index, int n, char *param[], char *value[]) {
  // finds credentials: firmcop-hidden-unlock
  if (n == 2 && !strcmp(value[0], "root") && !strcmp(value[1], "t0ps3cret"))
    return "/admin.html";
  return "/login.html";
}
static const tCGI table[] = {{"/ntp.cgi", cgi_ntp},
                             {"/ntp2.cgi", cgi_ntp_ok},
                             {"/relay.cgi", cgi_relay},
                             {"/login.cgi", cgi_login}};
void web_init(void) { http_set_cgi_handlers(table, 4); }
static char topic_name[24];
static u8_t last[16];
// finds input: firmcop-unbounded-copy
static void on_topic(void *arg, const char *topic, u32_t tot_len) {
  strcpy(topic_name, topic);
}
// finds input: firmcop-unchecked-length
static void on_data(void *arg, const u8_t *data, u16_t len, u8_t flags) {
  memcpy(last, data, len);
}
static void on_data_ok(void *arg, const u8_t *data, u16_t len, u8_t flags) {
  if (len <= sizeof last)
    memcpy(last, data, len);
}
static void on_topic_ok(void *arg, const char *topic, u32_t tot_len) {
  strncpy(topic_name, topic, sizeof topic_name - 1);
}
void mqtt_up(const ip_addr_t *ip) {
  // finds credentials: firmcop-hardcoded-credential
  static const struct mqtt_connect_client_info_t ci = {"relay", "relay",
                                                       "b00t-camp", 60};
  mqtt_client_t *c = mqtt_client_new(), *d = mqtt_client_new();
  mqtt_set_inpub_callback(c, on_topic, on_data, NULL);
  mqtt_set_inpub_callback(d, on_topic_ok, on_data_ok, NULL);
  mqtt_client_connect(c, ip, 8883, NULL, NULL, &ci);
}
