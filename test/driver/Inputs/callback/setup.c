typedef struct ssl_ctx_st SSL_CTX;
typedef struct x509_store_ctx_st X509_STORE_CTX;
typedef int (*verify_cb)(int, X509_STORE_CTX *);
void SSL_CTX_set_verify(SSL_CTX *Ctx, int Mode, verify_cb Callback);
void setUpTls(SSL_CTX *Ctx, verify_cb Callback) {
  SSL_CTX_set_verify(Ctx, 1, Callback);
}
