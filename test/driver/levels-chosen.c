// Where another part of the program has chosen, or nobody has a choice, a
// finding is a note: that part is where to look.
// RUN: %firmcop-tidy %s --export-sarif=%t.sarif --fail-on=none -- -w \
// RUN:     > /dev/null 2> /dev/null
// RUN: python3 %test/driver/Inputs/results.py %t.sarif | FileCheck %s

// The label of the case names the cipher, whichever statement of it is meant.
struct arcfour_ctx;
void nettle_arcfour_set_key(struct arcfour_ctx *ctx, unsigned long n,
                            const unsigned char *key);
enum algorithm { ALGORITHM_AES, ALGORITHM_RC4 };
void note_use(void);
int cipher_init(struct arcfour_ctx *ctx, enum algorithm which,
                const unsigned char *key) {
  switch (which) {
  case ALGORITHM_RC4:
    note_use();
    // CHECK-DAG: firmcop-weak-cipher {{[a-z]+}} note levels-chosen.c:[[@LINE+1]]
    nettle_arcfour_set_key(ctx, 16, key);
    return 0;
  default:
    return -1;
  }
}
int cipher_init_compared(struct arcfour_ctx *ctx, enum algorithm which,
                         const unsigned char *key) {
  if (which == ALGORITHM_RC4)
    // CHECK-DAG: firmcop-weak-cipher {{[a-z]+}} note levels-chosen.c:[[@LINE+1]]
    nettle_arcfour_set_key(ctx, 16, key);
  if (which != ALGORITHM_AES)
    // CHECK-DAG: firmcop-weak-cipher {{[a-z]+}} error levels-chosen.c:[[@LINE+1]]
    nettle_arcfour_set_key(ctx, 16, key);
  return 0;
}

// An object of the program that is named after the hash.
typedef struct SHA_CTX SHA_CTX;
int SHA1_Init(SHA_CTX *c);
int SHA1_Update(SHA_CTX *c, const void *data, unsigned long n);
struct sha1_prf {
  SHA_CTX *inner;
};
int prf_set_key(struct sha1_prf *of) {
  // CHECK-DAG: firmcop-weak-hash {{[a-z]+}} note levels-chosen.c:[[@LINE+1]]
  return SHA1_Init(of->inner);
}
struct sealed {
  SHA_CTX *inner;
};
int seal(struct sealed *of) {
  // CHECK-DAG: firmcop-weak-hash {{[a-z]+}} warning levels-chosen.c:[[@LINE+1]]
  return SHA1_Init(of->inner);
}

// The greeting of a WebSocket names the hash.
void greet(SHA_CTX *c, const char *key) {
  // CHECK-DAG: firmcop-weak-hash {{[a-z]+}} note levels-chosen.c:[[@LINE+1]]
  SHA1_Init(c);
  SHA1_Update(c, key, 24);
  SHA1_Update(c, "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", 36);
}

// A server asks for no certificate.
typedef struct ssl_ctx_st SSL_CTX;
typedef struct ssl_st SSL;
typedef struct ssl_method_st SSL_METHOD;
SSL_CTX *SSL_CTX_new(const SSL_METHOD *method);
const SSL_METHOD *TLS_server_method(void);
void SSL_set_verify(SSL *ssl, int mode, void *callback);
SSL_CTX *served(SSL *ssl) {
  // CHECK-DAG: firmcop-certificate-check-disabled {{[a-z]+}} note levels-chosen.c:[[@LINE+1]]
  SSL_set_verify(ssl, 0, 0);
  return SSL_CTX_new(TLS_server_method());
}

// What a tool asks for by an option, where it has the better way as well.
char *mktemp(char *template);
int mkstemp(char *template);
int chmod(const char *path, unsigned mode);
enum { OPTION_NAME_ONLY = 1, OPTION_SHARED = 2 };
void make(char *name, unsigned options) {
  if (options & OPTION_NAME_ONLY)
    // CHECK-DAG: firmcop-obsolete-function {{[a-z]+}} note levels-chosen.c:[[@LINE+1]]
    mktemp(name);
  else
    mkstemp(name);
  // CHECK-DAG: firmcop-obsolete-function {{[a-z]+}} warning levels-chosen.c:[[@LINE+1]]
  mktemp(name);
  if (options & OPTION_SHARED)
    // CHECK-DAG: firmcop-secret-file-too-open {{[a-z]+}} note levels-chosen.c:[[@LINE+1]]
    chmod(name, 0666);
  // CHECK-DAG: firmcop-secret-file-too-open {{[a-z]+}} warning levels-chosen.c:[[@LINE+1]]
  chmod(name, 0666);
}

// A proxy takes the protocol that the address names.
struct coap_session_t *coap_new_client_session(void *context, void *local,
                                               void *server, int protocol);
void *proxy(void *context, void *server, int is_secure) {
  if (is_secure)
    return coap_new_client_session(context, 0, server, 2);
  // CHECK-DAG: firmcop-cleartext-protocol {{[a-z]+}} note levels-chosen.c:[[@LINE+1]]
  return coap_new_client_session(context, 0, server, 1);
}
void *report(void *context, void *server) {
  // CHECK-DAG: firmcop-cleartext-protocol {{[a-z]+}} warning levels-chosen.c:[[@LINE+1]]
  return coap_new_client_session(context, 0, server, 1);
}

// A tool prints what it has made.
int printf(const char *format, ...);
char *make_password(void);
const char *stored_password(void);
int main(int count, char **arguments) {
  char *password = make_password();
  // CHECK-DAG: firmcop-secret-logged {{[a-z]+}} note levels-chosen.c:[[@LINE+1]]
  printf("%s\n", password);
  const char *given_password = arguments[1];
  // CHECK-DAG: firmcop-secret-logged {{[a-z]+}} error levels-chosen.c:[[@LINE+1]]
  printf("%s\n", given_password);
  return count;
}
