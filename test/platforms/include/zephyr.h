// include/zephyr.h - What a platform declares, cut down
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FIRMCOP_TEST_PLATFORMS_ZEPHYR_H
#define FIRMCOP_TEST_PLATFORMS_ZEPHYR_H

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#define ARG_UNUSED(x) (void)(x)
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#define MIN(a, b) ((a) < (b) ? (a) : (b))
void z_log(int level, const char *fmt, ...);
void printk(const char *fmt, ...);
#define LOG_INF(...) z_log(3, __VA_ARGS__)
#define LOG_ERR(...) z_log(1, __VA_ARGS__)
#define LOG_DBG(...) z_log(4, __VA_ARGS__)
struct device {
  const char *name;
};
struct bt_conn;
struct bt_gatt_attr;
struct bt_uuid {
  uint8_t type;
};
typedef ssize_t (*bt_gatt_attr_write_func_t)(struct bt_conn *conn,
                                             const struct bt_gatt_attr *attr,
                                             const void *buf, uint16_t len,
                                             uint16_t offset, uint8_t flags);
typedef ssize_t (*bt_gatt_attr_read_func_t)(struct bt_conn *conn,
                                            const struct bt_gatt_attr *attr,
                                            void *buf, uint16_t len,
                                            uint16_t offset);
struct bt_gatt_attr {
  const struct bt_uuid *uuid;
  bt_gatt_attr_read_func_t read;
  bt_gatt_attr_write_func_t write;
  void *user_data;
  uint16_t handle;
  uint16_t perm;
};
struct bt_gatt_service {
  struct bt_gatt_attr *attrs;
  size_t attr_count;
};
int bt_gatt_service_register(struct bt_gatt_service *svc);
#define BT_GATT_ERR(e) (-(e))
#define BT_ATT_ERR_INVALID_OFFSET 7
#define BT_ATT_ERR_INVALID_ATTRIBUTE_LEN 13
int bt_passkey_set(unsigned int passkey);
struct bt_conn_auth_cb {
  void (*passkey_display)(struct bt_conn *, unsigned int);
  void (*passkey_entry)(struct bt_conn *);
  void (*cancel)(struct bt_conn *);
};
int bt_conn_auth_cb_register(const struct bt_conn_auth_cb *cb);
int bt_conn_auth_passkey_entry(struct bt_conn *conn, unsigned int passkey);
struct net_if;
struct net_if *net_if_get_default(void);
enum net_request_wifi_cmd {
  NET_REQUEST_WIFI_CONNECT = 1,
  NET_REQUEST_WIFI_AP_ENABLE = 5
};
enum wifi_security_type {
  WIFI_SECURITY_TYPE_NONE,
  WIFI_SECURITY_TYPE_PSK,
  WIFI_SECURITY_TYPE_PSK_SHA256,
  WIFI_SECURITY_TYPE_SAE
};
struct wifi_connect_req_params {
  const uint8_t *ssid;
  uint8_t ssid_length;
  const uint8_t *psk;
  uint8_t psk_length;
  int band;
  int channel;
  enum wifi_security_type security;
};
int net_mgmt(int request, struct net_if *iface, void *data, size_t len);
typedef int sec_tag_t;
enum tls_credential_type {
  TLS_CREDENTIAL_NONE,
  TLS_CREDENTIAL_CA_CERTIFICATE,
  TLS_CREDENTIAL_PUBLIC_CERTIFICATE,
  TLS_CREDENTIAL_PRIVATE_KEY,
  TLS_CREDENTIAL_PSK,
  TLS_CREDENTIAL_PSK_ID
};
int tls_credential_add(sec_tag_t tag, enum tls_credential_type type,
                       const void *cred, size_t credlen);
struct sockaddr;
typedef unsigned socklen_t_;
int zsock_socket(int f, int t, int p);
int zsock_connect(int s, const struct sockaddr *a, socklen_t_ l);
ssize_t zsock_recv(int s, void *buf, size_t len, int flags);
ssize_t zsock_send(int s, const void *buf, size_t len, int flags);
ssize_t zsock_recvfrom(int s, void *buf, size_t len, int flags,
                       struct sockaddr *a, socklen_t_ *l);
int zsock_setsockopt(int s, int level, int name, const void *val,
                     socklen_t_ len);
#define AF_INET 1
#define SOCK_STREAM 1
#define IPPROTO_TLS_1_2 258
#define SOL_TLS 282
#define TLS_SEC_TAG_LIST 1
#define TLS_HOSTNAME 2
#define TLS_PEER_VERIFY 5
#define TLS_PEER_VERIFY_NONE 0
#define TLS_PEER_VERIFY_OPTIONAL 1
#define TLS_PEER_VERIFY_REQUIRED 2
int uart_poll_in(const struct device *dev, unsigned char *c);
int uart_fifo_read(const struct device *dev, uint8_t *rx, const int size);
void uart_poll_out(const struct device *dev, unsigned char c);
typedef void (*uart_irq_callback_user_data_t)(const struct device *dev,
                                              void *user_data);
int uart_irq_callback_user_data_set(const struct device *dev,
                                    uart_irq_callback_user_data_t cb,
                                    void *user_data);
int uart_irq_update(const struct device *dev);
int uart_irq_rx_ready(const struct device *dev);
struct k_sem {
  int x;
};
void k_sem_give(struct k_sem *);
int k_sem_take(struct k_sem *, int);
struct k_msgq {
  int x;
};
int k_msgq_put(struct k_msgq *q, const void *data, int timeout);
int k_msgq_get(struct k_msgq *q, void *data, int timeout);
#define K_FOREVER -1
#define K_NO_WAIT 0
void *k_malloc(size_t n);
void k_free(void *p);
struct coap_option {
  uint16_t delta;
  uint8_t len;
  uint8_t value[12];
};
struct coap_packet {
  uint8_t *data;
  uint16_t offset, max_len;
  uint8_t hdr_len;
  uint16_t opt_len;
};
struct coap_resource;
typedef int (*coap_method_t)(struct coap_resource *resource,
                             struct coap_packet *request, struct sockaddr *addr,
                             socklen_t_ addr_len);
struct coap_resource {
  coap_method_t get, post, put, del;
  const char *const *path;
  void *user_data;
};
const uint8_t *coap_packet_get_payload(const struct coap_packet *cpkt,
                                       uint16_t *len);
int coap_packet_parse(struct coap_packet *cpkt, uint8_t *data, uint16_t len,
                      struct coap_option *options, uint8_t opt_num);
int coap_handle_request(struct coap_packet *cpkt,
                        struct coap_resource *resources,
                        struct coap_option *options, uint8_t opt_num,
                        struct sockaddr *addr, socklen_t_ addr_len);
uint16_t sys_get_le16(const uint8_t src[2]);
uint32_t sys_get_le32(const uint8_t src[4]);
uint32_t sys_rand32_get(void);
int sys_csrand_get(void *dst, size_t len);
void sys_rand_get(void *dst, size_t len);
ssize_t hwinfo_get_device_id(uint8_t *buffer, size_t length);
struct flash_img_context {
  uint8_t buf[512];
};
int flash_img_init(struct flash_img_context *ctx);
int flash_img_buffered_write(struct flash_img_context *ctx, const uint8_t *data,
                             size_t len, bool flush);
struct flash_area;
int flash_area_open(uint8_t id, const struct flash_area **fa);
int flash_area_write(const struct flash_area *fa, off_t off, const void *src,
                     size_t len);
int flash_area_read(const struct flash_area *fa, off_t off, void *dst,
                    size_t len);
int flash_area_erase(const struct flash_area *fa, off_t off, size_t len);
void flash_area_close(const struct flash_area *fa);
#define BOOT_UPGRADE_TEST 0
#define BOOT_UPGRADE_PERMANENT 1
int boot_request_upgrade(int permanent);
int boot_write_img_confirmed(void);
bool boot_is_img_confirmed(void);
void sys_reboot(int type);
#define SYS_REBOOT_COLD 1
struct shell;
typedef int (*shell_cmd_handler)(const struct shell *sh, size_t argc,
                                 char **argv);
struct shell_static_entry {
  const char *syntax, *help;
  const void *subcmd;
  shell_cmd_handler handler;
  struct {
    uint8_t mandatory, optional;
  } args;
};
void shell_print(const struct shell *sh, const char *fmt, ...);
#define SHELL_CMD_REGISTER(name, sub, hlp, fn)                                 \
  static const struct shell_static_entry shell_##name                          \
      __attribute__((used, section(".shell"))) = {#name, hlp, sub, fn, {1, 4}}
#define SHELL_CMD_ARG_REGISTER(name, sub, hlp, fn, m, o)                       \
  static const struct shell_static_entry shell_##name                          \
      __attribute__((used, section(".shell"))) = {#name, hlp, sub, fn, {m, o}}
struct mqtt_utf8 {
  const uint8_t *utf8;
  uint32_t size;
};
#define MQTT_UTF8_LITERAL(l)                                                   \
  ((struct mqtt_utf8){(const uint8_t *)(l), sizeof(l) - 1})
struct mqtt_client;
struct mqtt_binstr {
  uint8_t *data;
  uint32_t len;
};
struct mqtt_topic {
  struct mqtt_utf8 topic;
  uint8_t qos;
};
struct mqtt_publish_message {
  struct mqtt_topic topic;
  struct mqtt_binstr payload;
};
struct mqtt_publish_param {
  struct mqtt_publish_message message;
  uint16_t message_id;
};
enum mqtt_evt_type { MQTT_EVT_CONNACK, MQTT_EVT_DISCONNECT, MQTT_EVT_PUBLISH };
struct mqtt_evt {
  enum mqtt_evt_type type;
  union {
    struct mqtt_publish_param publish;
  } param;
  int result;
};
typedef void (*mqtt_evt_cb_t)(struct mqtt_client *client,
                              const struct mqtt_evt *evt);
enum mqtt_transport_type { MQTT_TRANSPORT_NON_SECURE, MQTT_TRANSPORT_SECURE };
struct mqtt_sec_config {
  int peer_verify;
  uint32_t cipher_count;
  const int *cipher_list;
  uint32_t sec_tag_count;
  const sec_tag_t *sec_tag_list;
  const char *hostname;
};
struct mqtt_transport {
  enum mqtt_transport_type type;
  struct {
    struct mqtt_sec_config config;
  } tls;
};
struct mqtt_client {
  void *internal;
  struct mqtt_transport transport;
  struct mqtt_utf8 client_id;
  const void *broker;
  struct mqtt_utf8 *user_name;
  struct mqtt_utf8 *password;
  mqtt_evt_cb_t evt_cb;
  uint8_t *rx_buf;
  uint32_t rx_buf_size;
};
void mqtt_client_init(struct mqtt_client *c);
int mqtt_connect(struct mqtt_client *c);
int mqtt_read_publish_payload(struct mqtt_client *c, void *buffer,
                              size_t length);
int mqtt_readall_publish_payload(struct mqtt_client *c, uint8_t *buffer,
                                 size_t length);
typedef ssize_t (*settings_read_cb)(void *cb_arg, void *data, size_t len);
struct settings_handler {
  const char *name;
  int (*h_get)(const char *, char *, int);
  int (*h_set)(const char *key, size_t len, settings_read_cb read_cb,
               void *cb_arg);
  int (*h_commit)(void);
};
int settings_register(struct settings_handler *h);
int settings_save_one(const char *name, const void *value, size_t len);
struct http_response {
  uint8_t *recv_buf;
  size_t recv_buf_len;
  uint8_t *body_frag_start;
  size_t body_frag_len;
  size_t data_len;
  uint16_t http_status_code;
};
enum http_final_call { HTTP_DATA_MORE, HTTP_DATA_FINAL };
typedef void (*http_response_cb_t)(struct http_response *rsp,
                                   enum http_final_call final_data,
                                   void *user_data);
struct http_request {
  int method;
  const char *url;
  const char *host;
  const char *protocol;
  const char *port;
  http_response_cb_t response;
  uint8_t *recv_buf;
  size_t recv_buf_len;
  const char **header_fields;
};
int http_client_req(int sock, struct http_request *req, int32_t timeout,
                    void *user_data);
/* tinycrypt */
typedef struct tc_aes_key_sched_struct {
  unsigned int words[44];
} *TCAesKeySched_t;
int tc_aes128_set_encrypt_key(TCAesKeySched_t s, const uint8_t *k);
int tc_aes128_set_decrypt_key(TCAesKeySched_t s, const uint8_t *k);
int tc_cbc_mode_encrypt(uint8_t *out, unsigned int outlen, const uint8_t *in,
                        unsigned int inlen, const uint8_t *iv,
                        const TCAesKeySched_t sched);
int tc_ctr_mode(uint8_t *out, unsigned int outlen, const uint8_t *in,
                unsigned int inlen, uint8_t *ctr, const TCAesKeySched_t sched);
int tc_aes_encrypt(uint8_t *out, const uint8_t *in, const TCAesKeySched_t s);
struct tc_sha256_state_struct {
  unsigned int iv[8];
  uint64_t bits_hashed;
  uint8_t leftover[64];
  size_t leftover_offset;
};
typedef struct tc_sha256_state_struct *TCSha256State_t;
int tc_sha256_init(TCSha256State_t s);
int tc_sha256_update(TCSha256State_t s, const uint8_t *data, size_t datalen);
int tc_sha256_final(uint8_t *digest, TCSha256State_t s);
typedef const struct uECC_Curve_t *uECC_Curve;
uECC_Curve uECC_secp256r1(void);
int uECC_verify(const uint8_t *p_public_key, const uint8_t *p_message_hash,
                unsigned int p_hash_size, const uint8_t *p_signature,
                uECC_Curve curve);
#define TC_CRYPTO_SUCCESS 1

#endif // FIRMCOP_TEST_PLATFORMS_ZEPHYR_H
