// RUN: %check %s -- -std=c11

typedef struct ssl_ctx_st SSL_CTX;
typedef struct ssl_method_st SSL_METHOD;
const SSL_METHOD *TLSv1_client_method(void);
const SSL_METHOD *TLS_client_method(void);
long SSL_CTX_ctrl(SSL_CTX *ctx, int cmd, long larg, void *parg);
#define SSL_CTRL_SET_MIN_PROTO_VERSION 123
#define TLS1_VERSION 0x0301
#define TLS1_2_VERSION 0x0303
#define SSL_CTX_set_min_proto_version(ctx, version)                            \
  SSL_CTX_ctrl(ctx, SSL_CTRL_SET_MIN_PROTO_VERSION, version, 0)
int SSL_CTX_set_cipher_list(SSL_CTX *ctx, const char *str);

const SSL_METHOD *old(void) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'TLSv1_client_method' allows {{.+}} [firmcop-obsolete-tls-version]
  return TLSv1_client_method();
}
void oldMinimum(SSL_CTX *ctx) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'SSL_CTX_{{.+}}' allows
  SSL_CTX_set_min_proto_version(ctx, TLS1_VERSION);
}
void suites(SSL_CTX *ctx) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'SSL_CTX_set_cipher_list' allows
  SSL_CTX_set_cipher_list(ctx, "HIGH:RC4-SHA");
}

// negative: current versions and suites, and a list that excludes weak ones.
const SSL_METHOD *current(void) { return TLS_client_method(); }
void currentMinimum(SSL_CTX *ctx) {
  SSL_CTX_set_min_proto_version(ctx, TLS1_2_VERSION);
  SSL_CTX_set_cipher_list(ctx, "ECDHE+AESGCM");
  SSL_CTX_set_cipher_list(ctx, "HIGH:!aNULL:!RC4:!MD5");
}
