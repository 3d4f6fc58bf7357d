// RUN: %check %s -- -std=c11

int printf(const char *format, ...);
int puts(const char *text);
void syslog(int priority, const char *format, ...);
int mbedtls_pk_verify(void *context, int md, const unsigned char *hash, unsigned long n, const unsigned char *signature, unsigned long size);
int EVP_DigestVerifyFinal(void *context, const unsigned char *signature, unsigned long n);
void boot(void);
void refuse(void);

void logged(void *key, const unsigned char *hash, const unsigned char *signature) {
  // CHECK: :[[@LINE+1]]:7: warning: The program goes on after 'mbedtls_pk_verify' has failed, {{.*}} [firmcop-fail-open-on-tamper]
  if (mbedtls_pk_verify(key, 6, hash, 32, signature, 256) != 0)
    printf("bad signature\n");
  boot();
}
void kept(void *context, const unsigned char *signature) {
  // CHECK: :[[@LINE+1]]:16: warning: The program goes on after 'EVP_DigestVerifyFinal' has failed
  int result = EVP_DigestVerifyFinal(context, signature, 64);
  if (result != 1) {
    syslog(3, "signature: bad");
    puts("bad signature");
  }
  boot();
}

// negative: something follows the failure, or success is what is logged.
int returned(void *key, const unsigned char *hash, const unsigned char *signature) {
  if (mbedtls_pk_verify(key, 6, hash, 32, signature, 256) != 0) {
    printf("bad signature\n");
    return -1;
  }
  boot();
  return 0;
}
void refused(void *key, const unsigned char *hash, const unsigned char *signature) {
  if (mbedtls_pk_verify(key, 6, hash, 32, signature, 256) != 0) {
    printf("bad signature\n");
    refuse();
  }
}
void success(void *key, const unsigned char *hash, const unsigned char *signature) {
  if (mbedtls_pk_verify(key, 6, hash, 32, signature, 256) == 0)
    printf("good signature\n");
}
void other(void *key, const unsigned char *hash, const unsigned char *signature) {
  if (mbedtls_pk_verify(key, 6, hash, 32, signature, 256) != 0)
    printf("bad signature\n");
  else
    boot();
}
