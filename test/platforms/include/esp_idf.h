// include/esp_idf.h - What a platform declares, cut down
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FIRMCOP_TEST_PLATFORMS_ESP_IDF_H
#define FIRMCOP_TEST_PLATFORMS_ESP_IDF_H

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
typedef int esp_err_t;
size_t strlcpy(char *d, const char *s, size_t n);
#define ESP_OK 0
#define ESP_FAIL -1
#define ESP_ERR_NVS_NOT_FOUND 0x1102
#define ESP_ERROR_CHECK(x)                                                     \
  do {                                                                         \
    if ((x) != ESP_OK)                                                         \
      abort();                                                                 \
  } while (0)
#define ESP_LOGI(tag, fmt, ...)                                                \
  esp_log_write(3, tag, "I %s: " fmt "\n", tag, ##__VA_ARGS__)
#define ESP_LOGE(tag, fmt, ...)                                                \
  esp_log_write(1, tag, "E %s: " fmt "\n", tag, ##__VA_ARGS__)
#define ESP_LOGD(tag, fmt, ...)                                                \
  esp_log_write(4, tag, "D %s: " fmt "\n", tag, ##__VA_ARGS__)
void esp_log_write(int level, const char *tag, const char *format, ...);
typedef struct {
  uint8_t ssid[32];
  uint8_t password[64];
} wifi_sta_config_t;
typedef struct {
  uint8_t ssid[32];
  uint8_t password[64];
  uint8_t ssid_len, channel;
  int authmode;
  uint8_t max_connection;
} wifi_ap_config_t;
typedef union {
  wifi_ap_config_t ap;
  wifi_sta_config_t sta;
} wifi_config_t;
typedef enum {
  WIFI_AUTH_OPEN,
  WIFI_AUTH_WEP,
  WIFI_AUTH_WPA_PSK,
  WIFI_AUTH_WPA2_PSK
} wifi_auth_mode_t;
typedef enum { WIFI_IF_STA, WIFI_IF_AP } wifi_interface_t;
typedef enum { WIFI_MODE_NULL, WIFI_MODE_STA, WIFI_MODE_AP } wifi_mode_t;
esp_err_t esp_wifi_set_config(wifi_interface_t interface, wifi_config_t *conf);
esp_err_t esp_wifi_set_mode(wifi_mode_t mode);
esp_err_t esp_wifi_start(void);
esp_err_t esp_wifi_connect(void);
typedef enum { ESP_MAC_WIFI_STA, ESP_MAC_WIFI_SOFTAP } esp_mac_type_t;
esp_err_t esp_read_mac(uint8_t *mac, esp_mac_type_t type);
esp_err_t esp_efuse_mac_get_default(uint8_t *mac);
typedef struct esp_http_client *esp_http_client_handle_t;
typedef struct esp_http_client_event {
  int event_id;
  esp_http_client_handle_t client;
  void *data;
  int data_len;
  void *user_data;
  char *header_key, *header_value;
} esp_http_client_event_t;
typedef enum {
  HTTP_EVENT_ERROR,
  HTTP_EVENT_ON_CONNECTED,
  HTTP_EVENT_HEADERS_SENT,
  HTTP_EVENT_ON_HEADER,
  HTTP_EVENT_ON_DATA,
  HTTP_EVENT_ON_FINISH
} esp_http_client_event_id_t;
typedef struct {
  const char *url;
  const char *host;
  int port;
  const char *username;
  const char *password;
  const char *path;
  const char *cert_pem;
  bool skip_cert_common_name_check;
  bool use_global_ca_store;
  esp_err_t (*crt_bundle_attach)(void *conf);
  esp_err_t (*event_handler)(esp_http_client_event_t *evt);
  int timeout_ms;
  void *user_data;
} esp_http_client_config_t;
typedef struct {
  const esp_http_client_config_t *http_config;
} esp_https_ota_config_t;
esp_err_t esp_crt_bundle_attach(void *conf);
esp_err_t esp_https_ota(const esp_https_ota_config_t *config);
esp_http_client_handle_t
esp_http_client_init(const esp_http_client_config_t *config);
esp_err_t esp_http_client_perform(esp_http_client_handle_t client);
int esp_http_client_read(esp_http_client_handle_t client, char *buffer,
                         int len);
int64_t esp_http_client_fetch_headers(esp_http_client_handle_t client);
esp_err_t esp_http_client_open(esp_http_client_handle_t client, int write_len);
esp_err_t esp_http_client_cleanup(esp_http_client_handle_t client);
esp_err_t esp_http_client_set_header(esp_http_client_handle_t client,
                                     const char *key, const char *value);
void esp_restart(void);
typedef struct esp_partition {
  int type;
  uint32_t address, size;
  char label[17];
} esp_partition_t;
typedef uint32_t esp_ota_handle_t;
const esp_partition_t *
esp_ota_get_next_update_partition(const esp_partition_t *from);
const esp_partition_t *esp_ota_get_running_partition(void);
esp_err_t esp_ota_begin(const esp_partition_t *p, size_t size,
                        esp_ota_handle_t *out);
esp_err_t esp_ota_write(esp_ota_handle_t h, const void *data, size_t size);
esp_err_t esp_ota_end(esp_ota_handle_t h);
esp_err_t esp_ota_abort(esp_ota_handle_t h);
esp_err_t esp_ota_set_boot_partition(const esp_partition_t *p);
typedef struct {
  uint32_t magic_word;
  uint32_t secure_version;
  uint32_t reserv1[2];
  char version[32];
  char project_name[32];
  char time[16];
  char date[16];
  char idf_ver[32];
  uint8_t app_elf_sha256[32];
} esp_app_desc_t;
const esp_app_desc_t *esp_app_get_description(void);
esp_err_t esp_ota_get_partition_description(const esp_partition_t *p,
                                            esp_app_desc_t *d);
esp_err_t esp_partition_read(const esp_partition_t *p, size_t off, void *dst,
                             size_t size);
esp_err_t esp_partition_write(const esp_partition_t *p, size_t off,
                              const void *src, size_t size);
esp_err_t esp_partition_erase_range(const esp_partition_t *p, size_t off,
                                    size_t size);
typedef void *httpd_handle_t;
typedef struct httpd_req {
  httpd_handle_t handle;
  int method;
  const char uri[513];
  size_t content_len;
  void *aux, *user_ctx, *sess_ctx;
} httpd_req_t;
typedef struct httpd_uri {
  const char *uri;
  int method;
  esp_err_t (*handler)(httpd_req_t *r);
  void *user_ctx;
} httpd_uri_t;
enum { HTTP_GET = 1, HTTP_POST = 3 };
esp_err_t httpd_register_uri_handler(httpd_handle_t handle,
                                     const httpd_uri_t *uri_handler);
int httpd_req_recv(httpd_req_t *r, char *buf, size_t buf_len);
esp_err_t httpd_req_get_url_query_str(httpd_req_t *r, char *buf,
                                      size_t buf_len);
size_t httpd_req_get_hdr_value_len(httpd_req_t *r, const char *field);
esp_err_t httpd_req_get_hdr_value_str(httpd_req_t *r, const char *field,
                                      char *val, size_t val_size);
esp_err_t httpd_query_key_value(const char *qry, const char *key, char *val,
                                size_t val_size);
esp_err_t httpd_resp_send(httpd_req_t *r, const char *buf, long len);
esp_err_t httpd_resp_sendstr(httpd_req_t *r, const char *str);
esp_err_t httpd_resp_set_status(httpd_req_t *r, const char *status);
#define UART_NUM_0 0
#define UART_NUM_1 1
typedef int uart_port_t;
typedef uint32_t TickType_t;
#define portMAX_DELAY 0xffffffffu
#define pdMS_TO_TICKS(x) (x)
int uart_read_bytes(uart_port_t port, void *buf, uint32_t length,
                    TickType_t ticks);
int uart_write_bytes(uart_port_t port, const void *src, size_t size);
typedef struct esp_mqtt_client *esp_mqtt_client_handle_t;
typedef struct esp_mqtt_client_config_t {
  struct broker_t {
    struct address_t {
      const char *uri;
      const char *hostname;
      int transport;
      const char *path;
      uint32_t port;
    } address;
    struct verification_t {
      bool use_global_ca_store;
      esp_err_t (*crt_bundle_attach)(void *);
      const char *certificate;
      size_t certificate_len;
      bool skip_cert_common_name_check;
    } verification;
  } broker;
  struct credentials_t {
    const char *username;
    const char *client_id;
    bool set_null_client_id;
    struct authentication_t {
      const char *password;
      const char *certificate;
      size_t certificate_len;
      const char *key;
      size_t key_len;
    } authentication;
  } credentials;
} esp_mqtt_client_config_t;
typedef struct esp_mqtt_event_t {
  int event_id;
  esp_mqtt_client_handle_t client;
  char *data;
  int data_len;
  int total_data_len;
  int current_data_offset;
  char *topic;
  int topic_len;
  int msg_id;
} esp_mqtt_event_t;
typedef esp_mqtt_event_t *esp_mqtt_event_handle_t;
enum {
  MQTT_EVENT_ERROR,
  MQTT_EVENT_CONNECTED,
  MQTT_EVENT_DISCONNECTED,
  MQTT_EVENT_SUBSCRIBED,
  MQTT_EVENT_UNSUBSCRIBED,
  MQTT_EVENT_PUBLISHED,
  MQTT_EVENT_DATA
};
#define ESP_EVENT_ANY_ID -1
typedef const char *esp_event_base_t;
typedef void (*esp_event_handler_t)(void *arg, esp_event_base_t base,
                                    int32_t id, void *data);
esp_mqtt_client_handle_t
esp_mqtt_client_init(const esp_mqtt_client_config_t *config);
esp_err_t esp_mqtt_client_register_event(esp_mqtt_client_handle_t c, int event,
                                         esp_event_handler_t h, void *arg);
esp_err_t esp_mqtt_client_start(esp_mqtt_client_handle_t c);
int esp_mqtt_client_subscribe(esp_mqtt_client_handle_t c, const char *topic,
                              int qos);
int esp_mqtt_client_publish(esp_mqtt_client_handle_t c, const char *topic,
                            const char *data, int len, int qos, int retain);
uint32_t esp_random(void);
void esp_fill_random(void *buf, size_t len);
typedef uint32_t nvs_handle_t;
enum { NVS_READONLY, NVS_READWRITE };
esp_err_t nvs_open(const char *ns, int mode, nvs_handle_t *out);
esp_err_t nvs_get_str(nvs_handle_t h, const char *key, char *out, size_t *len);
esp_err_t nvs_set_str(nvs_handle_t h, const char *key, const char *value);
esp_err_t nvs_get_blob(nvs_handle_t h, const char *key, void *out, size_t *len);
esp_err_t nvs_get_u32(nvs_handle_t h, const char *key, uint32_t *out);
esp_err_t nvs_get_u8(nvs_handle_t h, const char *key, uint8_t *out);
void nvs_close(nvs_handle_t h);
typedef struct {
  const char *command;
  const char *help;
  const char *hint;
  int (*func)(int argc, char **argv);
  void *argtable;
} esp_console_cmd_t;
esp_err_t esp_console_cmd_register(const esp_console_cmd_t *cmd);
typedef enum {
  ESP_GATTS_REG_EVT,
  ESP_GATTS_READ_EVT,
  ESP_GATTS_WRITE_EVT
} esp_gatts_cb_event_t;
typedef uint8_t esp_gatt_if_t;
typedef union {
  struct gatts_write_evt_param {
    uint16_t conn_id;
    uint32_t trans_id;
    uint8_t bda[6];
    uint16_t handle, offset;
    bool need_rsp, is_prep;
    uint16_t len;
    uint8_t *value;
  } write;
} esp_ble_gatts_cb_param_t;
esp_err_t esp_ble_gatts_register_callback(
    void (*cb)(esp_gatts_cb_event_t e, esp_gatt_if_t gatts_if,
               esp_ble_gatts_cb_param_t *param));
typedef enum {
  ESP_BLE_SM_PASSKEY = 0,
  ESP_BLE_SM_AUTHEN_REQ_MODE,
  ESP_BLE_SM_IOCAP_MODE,
  ESP_BLE_SM_SET_STATIC_PASSKEY,
  ESP_BLE_SM_CLEAR_STATIC_PASSKEY
} esp_ble_sm_param_t;
esp_err_t esp_ble_gap_set_security_param(esp_ble_sm_param_t param_type,
                                         void *value, uint8_t len);
typedef struct esp_tls esp_tls_t;
typedef struct esp_tls_cfg {
  const unsigned char *cacert_buf;
  unsigned int cacert_bytes;
  const unsigned char *clientkey_buf;
  unsigned int clientkey_bytes;
  bool skip_common_name;
  bool use_global_ca_store;
  esp_err_t (*crt_bundle_attach)(void *conf);
  int timeout_ms;
} esp_tls_cfg_t;
esp_tls_t *esp_tls_init(void);
int esp_tls_conn_new_sync(const char *hostname, int hostlen, int port,
                          const esp_tls_cfg_t *cfg, esp_tls_t *tls);
int esp_tls_conn_read(esp_tls_t *tls, void *data, size_t len);
int esp_tls_conn_write(esp_tls_t *tls, const void *data, size_t len);

#endif // FIRMCOP_TEST_PLATFORMS_ESP_IDF_H
