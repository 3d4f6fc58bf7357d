typedef struct x509_store_ctx_st X509_STORE_CTX;
int acceptAll(int Ok, X509_STORE_CTX *Store) {
  (void)Ok, (void)Store;
  return 1;
}
int acceptGood(int Ok, X509_STORE_CTX *Store) {
  (void)Store;
  return Ok;
}
