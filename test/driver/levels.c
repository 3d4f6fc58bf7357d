// A rule tells a case that is milder than others at another level: what somebody
// has to ask for, and a text of which only the owner knows the length.
// RUN: %firmcop-tidy %s --export-sarif=%t.sarif --fail-on=none -- -w \
// RUN:     > /dev/null 2> /dev/null
// RUN: python3 %test/driver/Inputs/results.py %t.sarif | FileCheck %s

typedef void CURL;
typedef enum { CURLOPT_SSL_VERIFYPEER = 64 } CURLoption;
int curl_easy_setopt(CURL *handle, CURLoption option, ...);
int system(const char *command);
char *getenv(const char *name);
char *strcpy(char *to, const char *from);
int sprintf(char *to, const char *format, ...);
struct settings { int insecure; };

void asked(CURL *handle, const struct settings *of) {
  if (of->insecure)
    // CHECK-DAG: firmcop-certificate-check-disabled {{[a-z]+}} note levels.c:[[@LINE+1]]
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 0L);
}
void always(CURL *handle) {
  if (handle)
    // CHECK-DAG: firmcop-certificate-check-disabled {{[a-z]+}} error levels.c:[[@LINE+1]]
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 0L);
}
void unknown(const char *text) {
  char name[16];
  // CHECK-DAG: firmcop-unbounded-copy {{[a-z]+}} note levels.c:[[@LINE+1]]
  strcpy(name, text);
}
void tooLong(void) {
  char name[4];
  // CHECK-DAG: firmcop-unbounded-copy {{[a-z]+}} error levels.c:[[@LINE+1]]
  strcpy(name, "much too long");
}
void setting(void) {
  char line[300];
  sprintf(line, "ping %.200s", getenv("PEER"));
  // CHECK-DAG: firmcop-command-injection {{[a-z]+}} note levels.c:[[@LINE+1]]
  system(line);
}
void caller(const char *host) {
  char line[300];
  sprintf(line, "ping %.200s", host);
  // CHECK-DAG: firmcop-command-injection {{[a-z]+}} warning levels.c:[[@LINE+1]]
  system(line);
}
int sscanf(const char *text, const char *format, ...);
typedef struct file FILE;
int fscanf(FILE *from, const char *format, ...);
void words(FILE *file, const char *text) {
  char word[8];
  // CHECK-DAG: firmcop-unbounded-copy {{[a-z]+}} note levels.c:[[@LINE+1]]
  fscanf(file, "%s", word);
  // CHECK-DAG: firmcop-unbounded-copy {{[a-z]+}} error levels.c:[[@LINE+1]]
  sscanf(text, "%s", word);
}
typedef struct evp_md_st EVP_MD;
const EVP_MD *EVP_md5(void);
const EVP_MD *EVP_md4(void);
const EVP_MD *EVP_sha1(void);
const EVP_MD *any(int which) {
  if (which == 1)
    // CHECK-DAG: firmcop-weak-hash {{[a-z]+}} note levels.c:[[@LINE+1]]
    return EVP_md5();
  return which == 2 ? EVP_md4() : EVP_sha1();
}
const EVP_MD *one(void) {
  // CHECK-DAG: firmcop-weak-hash {{[a-z]+}} warning levels.c:[[@LINE+1]]
  return EVP_md5();
}

// Who asks for an algorithm by name gets the one that he asked for.
typedef struct evp_md_st EVP_MD;
const EVP_MD *EVP_sha1(void);
const EVP_MD *EVP_sha256(void);
int strcmp(const char *a, const char *b);
const EVP_MD *asked_for(const char *name) {
  if (!name || strcmp(name, "sha1"))
    return EVP_sha256();
  else
    // CHECK-DAG: firmcop-weak-hash {{[a-z]+}} note levels.c:[[@LINE+1]]
    return EVP_sha1();
}
const EVP_MD *numbered(int algorithm) {
  switch (algorithm) {
  case 1:
    // CHECK-DAG: firmcop-weak-hash {{[a-z]+}} note levels.c:[[@LINE+1]]
    return EVP_sha1();
  default:
    return EVP_sha256();
  }
}
const EVP_MD *only(int is_new) {
  if (is_new)
    return 0;
  // CHECK-DAG: firmcop-weak-hash {{[a-z]+}} warning levels.c:[[@LINE+1]]
  return EVP_sha1();
}

// Words that the kernel writes, and a mask for files that others make.
typedef struct file FILE;
typedef unsigned mode_t;
FILE *fopen_or_warn(const char *path, const char *mode);
char *fgets(char *to, int size, FILE *from);
int sscanf(const char *text, const char *format, ...)
    __attribute__((format(scanf, 2, 3)));
mode_t umask(mode_t mask);
int interface_of(void) {
  char line[512], name[16];
  FILE *file = fopen_or_warn("/proc/net/dev", "r");
  fgets(line, sizeof line, file);
  // CHECK-DAG: firmcop-unbounded-copy {{[a-z]+}} note levels.c:[[@LINE+1]]
  return sscanf(line, "%s", name);
}
int word_of(FILE *file) {
  char line[512], name[16];
  fgets(line, sizeof line, file);
  // CHECK-DAG: firmcop-unbounded-copy {{[a-z]+}} error levels.c:[[@LINE+1]]
  return sscanf(line, "%s", name);
}

// A password that is hashed, and one that is used.
int PKCS5_PBKDF2_HMAC(const char *pass, int passlen, const unsigned char *salt,
                      int saltlen, int iter, const EVP_MD *digest, int keylen,
                      unsigned char *out);
int mosquitto_username_pw_set(void *client, const char *name,
                              const char *password);
void both(FILE *file, void *client, const unsigned char *salt,
          unsigned char *out) {
  char line[64];
  if (!fgets(line, sizeof line, file))
    return;
  // CHECK-DAG: firmcop-stored-password-readable {{[a-z]+}} note levels.c:[[@LINE+1]]
  PKCS5_PBKDF2_HMAC(line, 10, salt, 16, 100000, EVP_sha256(), 32, out);
  // CHECK-DAG: firmcop-stored-password-readable {{[a-z]+}} warning levels.c:[[@LINE+1]]
  mosquitto_username_pw_set(client, "cam", line);
}

// A function that says that it is the old cipher, and one that does not.
struct des_ctx;
void nettle_des_set_key(struct des_ctx *ctx, const unsigned char *key);
void des_encrypt(struct des_ctx *ctx, const unsigned char *key) {
  // CHECK-DAG: firmcop-weak-cipher {{[a-z]+}} note levels.c:[[@LINE+1]]
  nettle_des_set_key(ctx, key);
}
void store_sealed(struct des_ctx *ctx, const unsigned char *key) {
  // CHECK-DAG: firmcop-weak-cipher {{[a-z]+}} error levels.c:[[@LINE+1]]
  nettle_des_set_key(ctx, key);
}

// A version that a setting chooses, and one that is always the same.
typedef struct mbedtls_ssl_config mbedtls_ssl_config;
void mbedtls_ssl_conf_min_version(mbedtls_ssl_config *of, int major, int minor);
void old_if_asked(mbedtls_ssl_config *of, const char *setting) {
  int minor = 3;
  if (strcmp(setting, "old") == 0)
    minor = 1;
  // CHECK-DAG: firmcop-obsolete-tls-version {{[a-z]+}} note levels.c:[[@LINE+1]]
  mbedtls_ssl_conf_min_version(of, 3, minor);
}
void always_old(mbedtls_ssl_config *of) {
  // CHECK-DAG: firmcop-obsolete-tls-version {{[a-z]+}} warning levels.c:[[@LINE+1]]
  mbedtls_ssl_conf_min_version(of, 3, 1);
}
