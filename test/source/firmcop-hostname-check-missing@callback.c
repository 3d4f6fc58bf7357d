// RUN: %check %s -- -std=c11

typedef struct ssl_st SSL;
typedef struct ssl_ctx_st SSL_CTX;
#define SSL_VERIFY_PEER 1
void SSL_CTX_set_verify(SSL_CTX *context, int mode, int (*callback)(int, void *));
int SSL_connect(SSL *ssl);
typedef struct mbedtls_ssl_context mbedtls_ssl_context;
typedef struct mbedtls_ssl_config mbedtls_ssl_config;
#define MBEDTLS_SSL_VERIFY_REQUIRED 2
void mbedtls_ssl_conf_authmode(mbedtls_ssl_config *config, int mode);
int mbedtls_ssl_handshake(mbedtls_ssl_context *ssl);

// negative: a function of the program looks at the certificate.
static int look(int ok, void *store) { return ok && store; }
int connectTo(SSL_CTX *context, SSL *ssl) {
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, look);
  return SSL_connect(ssl);
}
// Of another library it does not.
int connectOther(mbedtls_ssl_config *config, mbedtls_ssl_context *ssl) {
  mbedtls_ssl_conf_authmode(config, MBEDTLS_SSL_VERIFY_REQUIRED);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'mbedtls_ssl_handshake' accepts the certificate of any host {{.*}} [firmcop-hostname-check-missing]
  return mbedtls_ssl_handshake(ssl);
}
