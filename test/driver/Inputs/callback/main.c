typedef struct ssl_ctx_st SSL_CTX;
typedef struct x509_store_ctx_st X509_STORE_CTX;
int acceptAll(int Ok, X509_STORE_CTX *Store);
int acceptGood(int Ok, X509_STORE_CTX *Store);
void setUpTls(SSL_CTX *Ctx, int (*Callback)(int, X509_STORE_CTX *));
void badly(SSL_CTX *Ctx) { setUpTls(Ctx, acceptAll); }
void well(SSL_CTX *Ctx) { setUpTls(Ctx, acceptGood); }
