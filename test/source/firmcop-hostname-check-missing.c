// RUN: %check %s -- -std=c11

typedef struct ssl_st SSL;
typedef struct ssl_ctx_st SSL_CTX;
#define SSL_VERIFY_PEER 1
void SSL_CTX_set_verify(SSL_CTX *context, int mode, void *callback);
int SSL_connect(SSL *ssl);

int connectTo(SSL_CTX *context, SSL *ssl) {
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, 0);
  // CHECK: :[[@LINE+1]]:10: warning: 'SSL_connect' accepts the certificate of any host that the authority has certified, since nothing here sets the name of the server; set it with SSL_{{.*}}host first. [firmcop-hostname-check-missing]
  return SSL_connect(ssl);
}

// negative: another library, whose name is set.
typedef struct mbedtls_ssl_context mbedtls_ssl_context;
typedef struct mbedtls_ssl_config mbedtls_ssl_config;
#define MBEDTLS_SSL_VERIFY_REQUIRED 2
void mbedtls_ssl_conf_authmode(mbedtls_ssl_config *config, int mode);
int mbedtls_ssl_set_hostname(mbedtls_ssl_context *ssl, const char *name);
int mbedtls_ssl_handshake(mbedtls_ssl_context *ssl);
int connectNamed(mbedtls_ssl_config *config, mbedtls_ssl_context *ssl) {
  mbedtls_ssl_conf_authmode(config, MBEDTLS_SSL_VERIFY_REQUIRED);
  mbedtls_ssl_set_hostname(ssl, "update.example.com");
  return mbedtls_ssl_handshake(ssl);
}

// negative: nothing is verified here; another rule says so, or another file
// does.
typedef struct WOLFSSL WOLFSSL;
int wolfSSL_connect(WOLFSSL *ssl);
int connectOther(WOLFSSL *ssl) { return wolfSSL_connect(ssl); }
