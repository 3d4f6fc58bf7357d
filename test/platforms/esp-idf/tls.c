// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "esp_idf.h"
#include <mbedtls/ssl.h>
struct link {
  mbedtls_ssl_context ssl;
  mbedtls_ssl_config conf;
  mbedtls_x509_crt ca;
};
static int accept_any(void *ctx, mbedtls_x509_crt *crt, int depth,
                      uint32_t *flags) {
  *flags = 0;
  return 0;
}
int link_setup(struct link *l, const char *host, int factory_mode) {
  mbedtls_ssl_init(&l->ssl);
  mbedtls_ssl_config_init(&l->conf);
  if (mbedtls_ssl_config_defaults(&l->conf, MBEDTLS_SSL_IS_CLIENT,
                                  MBEDTLS_SSL_TRANSPORT_STREAM,
                                  MBEDTLS_SSL_PRESET_DEFAULT))
    return -1;
  mbedtls_ssl_conf_ca_chain(&l->conf, &l->ca, NULL);
  // finds crypto: firmcop-certificate-check-disabled
  mbedtls_ssl_conf_authmode(&l->conf, factory_mode
                                          ? MBEDTLS_SSL_VERIFY_NONE
                                          : MBEDTLS_SSL_VERIFY_REQUIRED);
  // finds crypto: firmcop-certificate-check-disabled
  mbedtls_ssl_conf_verify(&l->conf, accept_any, NULL);
  // finds crypto: firmcop-obsolete-tls-version
  mbedtls_ssl_conf_min_version(&l->conf, MBEDTLS_SSL_MAJOR_VERSION_3,
                               MBEDTLS_SSL_MINOR_VERSION_1);
  if (mbedtls_ssl_set_hostname(&l->ssl, host))
    return -1;
  return mbedtls_ssl_setup(&l->ssl, &l->conf);
}
int link_setup_ok(struct link *l, const char *host) {
  mbedtls_ssl_init(&l->ssl);
  mbedtls_ssl_config_init(&l->conf);
  if (mbedtls_ssl_config_defaults(&l->conf, MBEDTLS_SSL_IS_CLIENT,
                                  MBEDTLS_SSL_TRANSPORT_STREAM,
                                  MBEDTLS_SSL_PRESET_DEFAULT))
    return -1;
  mbedtls_ssl_conf_ca_chain(&l->conf, &l->ca, NULL);
  mbedtls_ssl_conf_authmode(&l->conf, MBEDTLS_SSL_VERIFY_REQUIRED);
  mbedtls_ssl_conf_min_version(&l->conf, MBEDTLS_SSL_MAJOR_VERSION_3,
                               MBEDTLS_SSL_MINOR_VERSION_3);
  if (mbedtls_ssl_set_hostname(&l->ssl, host))
    return -1;
  return mbedtls_ssl_setup(&l->ssl, &l->conf);
}
esp_http_client_handle_t open_api(const char *token) {
  // finds crypto: firmcop-certificate-check-disabled
  esp_http_client_config_t c = {.url = "https://api.example.net/v2",
                                .skip_cert_common_name_check = true};
  return esp_http_client_init(&c);
}
esp_tls_t *raw(const char *host) {
  // finds crypto: firmcop-certificate-check-disabled
  esp_tls_cfg_t cfg = {.skip_common_name = true, .timeout_ms = 4000};
  esp_tls_t *t = esp_tls_init();
  if (esp_tls_conn_new_sync(host, strlen(host), 443, &cfg, t) < 0)
    return NULL;
  return t;
}
