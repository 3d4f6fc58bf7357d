// RUN: %check %s -- -std=c11

typedef struct ssl_ctx_st SSL_CTX;
#define SSL_VERIFY_NONE 0x00
#define SSL_VERIFY_PEER 0x01
void SSL_CTX_set_verify(SSL_CTX *ctx, int mode, int (*cb)(int, void *));
typedef void CURL;
typedef enum {
  CURLOPT_SSL_VERIFYPEER = 64,
  CURLOPT_SSL_VERIFYHOST = 81
} CURLoption;
int curl_easy_setopt(CURL *handle, CURLoption option, ...);
typedef struct { int X; } mbedtls_ssl_config;
#define MBEDTLS_SSL_VERIFY_NONE 0
#define MBEDTLS_SSL_VERIFY_REQUIRED 2
void mbedtls_ssl_conf_authmode(mbedtls_ssl_config *conf, int authmode);
struct mosquitto;
int mosquitto_tls_insecure_set(struct mosquitto *mosq, _Bool value);

void openssl(SSL_CTX *ctx) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'SSL_CTX_set_verify' turns off {{.+}} [firmcop-certificate-check-disabled]
  SSL_CTX_set_verify(ctx, SSL_VERIFY_NONE, 0);
}
void curl(CURL *handle) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'curl_easy_setopt' turns off
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 0L);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'curl_easy_setopt' turns off
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 0L);
}
void mbedtls(mbedtls_ssl_config *conf) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'mbedtls_ssl_conf_authmode' turns off
  mbedtls_ssl_conf_authmode(conf, MBEDTLS_SSL_VERIFY_NONE);
}
void mqtt(struct mosquitto *mosq) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'mosquitto_tls_insecure_set' turns off
  mosquitto_tls_insecure_set(mosq, 1);
}

// negative: verification is on, or decided at run time.
void verified(SSL_CTX *ctx, CURL *handle, mbedtls_ssl_config *conf,
              struct mosquitto *mosq, int mode) {
  SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER, 0);
  SSL_CTX_set_verify(ctx, mode, 0);
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
  mbedtls_ssl_conf_authmode(conf, MBEDTLS_SSL_VERIFY_REQUIRED);
  mosquitto_tls_insecure_set(mosq, 0);
}
