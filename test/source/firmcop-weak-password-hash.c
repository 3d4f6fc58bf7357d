// RUN: %check %s -- -std=c11

char *crypt(const char *phrase, const char *setting);

char *md5(const char *password) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'crypt' protects a password with {{.+}}, which is cheap to guess; {{.+}} [firmcop-weak-password-hash]
  return crypt(password, "$1$saltsalt");
}

// Negative: a scheme that is made for passwords, and a setting that is read.
char *sha512(const char *password) {
  return crypt(password, "$6$saltsalt");
}

char *stored(const char *password, const char *hash) {
  return crypt(password, hash);
}
