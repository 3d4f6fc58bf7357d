// RUN: %check %s -- -std=c11

// Callbacks that have the last word on a certificate, and always say yes.

typedef struct ssl_ctx_st SSL_CTX;
typedef struct x509_store_ctx_st X509_STORE_CTX;
typedef int (*verify_cb)(int, X509_STORE_CTX *);
void SSL_CTX_set_verify(SSL_CTX *Ctx, int Mode, verify_cb Callback);
int X509_STORE_CTX_get_error(X509_STORE_CTX *Store);
int printf(const char *, ...);
void mbedtls_ssl_conf_verify(void *Config,
                             int (*Verify)(void *, void *, int, unsigned *),
                             void *Data);

static int acceptAll(int Ok, X509_STORE_CTX *Store) {
  if (!Ok)
    printf("certificate error %d", X509_STORE_CTX_get_error(Store));
  return 1;
}
static int logged(int Ok, X509_STORE_CTX *Store) {
  if (!Ok)
    printf("certificate error %d", X509_STORE_CTX_get_error(Store));
  return Ok;
}
static int clearFlags(void *Data, void *Certificate, int Depth,
                      unsigned *Flags) {
  (void)Data, (void)Certificate, (void)Depth;
  *Flags = 0;
  return 0;
}
static int allowExpired(void *Data, void *Certificate, int Depth,
                        unsigned *Flags) {
  (void)Data, (void)Certificate, (void)Depth;
  if (*Flags == 1)
    *Flags = 0;
  return 0;
}

void direct(SSL_CTX *Ctx) {
  // CHECK: :[[@LINE+1]]:3: warning: 'SSL_CTX_set_verify' turns off the check of the peer's certificate ('acceptAll' accepts every certificate), {{.+}} [firmcop-certificate-check-disabled]
  SSL_CTX_set_verify(Ctx, 1, acceptAll);
}
static void setUp(SSL_CTX *Ctx, verify_cb Callback) {
  SSL_CTX_set_verify(Ctx, 1, Callback);
}
void wrapped(SSL_CTX *Ctx) {
  // CHECK: :[[@LINE+1]]:3: warning: 'setUp' turns off the check of the peer's certificate ('acceptAll' accepts every certificate),
  setUp(Ctx, acceptAll);
}
void flags(void *Config) {
  // CHECK: :[[@LINE+1]]:3: warning: 'mbedtls_ssl_conf_verify' turns off the check of the peer's certificate ('clearFlags' accepts every certificate),
  mbedtls_ssl_conf_verify(Config, clearFlags, 0);
}

// negative: what the library found is handed on, or accepted in one case only.
void handedOn(SSL_CTX *Ctx) { SSL_CTX_set_verify(Ctx, 1, logged); }
void wrappedWell(SSL_CTX *Ctx) { setUp(Ctx, logged); }
void none(SSL_CTX *Ctx) { SSL_CTX_set_verify(Ctx, 1, 0); }
void oneCase(void *Config) { mbedtls_ssl_conf_verify(Config, allowExpired, 0); }
