// RUN: %check %s -- -std=c11

typedef unsigned long size_t;
typedef long ssize_t;
ssize_t recv(int s, void *buffer, size_t n, int flags);
struct ssl;
int SSL_read(struct ssl *s, void *buffer, int n);
char *crypt(const char *password, const char *salt);
struct mbedtls_aes;
int mbedtls_aes_crypt_cbc(struct mbedtls_aes *c, int mode, size_t n,
                          unsigned char iv[16], const unsigned char *in,
                          unsigned char *out);

char *plain(int s, const char *salt) {
  char password[64] = "";
  ssize_t n = recv(s, password, sizeof password - 1, 0);
  if (n <= 0)
    return 0;
  password[n] = 0;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The secret that 'crypt' is given is data that came over a network without encryption; {{.*}} [firmcop-password-received-unencrypted]
  return crypt(password, salt);
}

// negative: it came over TLS.
char *secured(struct ssl *s, const char *salt) {
  char password[64] = "";
  if (SSL_read(s, password, sizeof password - 1) <= 0)
    return 0;
  return crypt(password, salt);
}

// negative: it was decrypted.
char *opened(int s, const char *salt, struct mbedtls_aes *c, unsigned char *iv) {
  unsigned char sealed[64];
  char password[65] = "";
  if (recv(s, sealed, sizeof sealed, 0) != sizeof sealed)
    return 0;
  mbedtls_aes_crypt_cbc(c, 0, 64, iv, sealed, (unsigned char *)password);
  return crypt(password, salt);
}
