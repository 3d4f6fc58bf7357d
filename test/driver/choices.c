// Looking at a constant is not choosing it; its address is as good as itself.
// RUN: %firmcop-tidy '--checks=-*,firmcop-certificate-check-disabled' %s -- -w \
// RUN:     2>/dev/null | grep warning: > %t.out
// RUN: FileCheck %s --input-file=%t.out --implicit-check-not=warning:

enum { SSL_VERIFY_NONE = 0, SSL_VERIFY_PEER = 1 };
struct ctx;
void SSL_CTX_set_verify(struct ctx *, int, void *);
int get_mode(struct ctx *);

int compares(struct ctx *C) {
  if (get_mode(C) == SSL_VERIFY_NONE)
    return 1;
  switch (get_mode(C)) {
  case SSL_VERIFY_NONE:
    return 2;
  }
  SSL_CTX_set_verify(C, get_mode(C), 0);
  SSL_CTX_set_verify(C, SSL_VERIFY_PEER, 0);
  int mode = SSL_VERIFY_NONE;
  // CHECK: :[[@LINE+1]]:3: warning:
  SSL_CTX_set_verify(C, mode, 0);
  // CHECK: :[[@LINE+1]]:3: warning:
  SSL_CTX_set_verify(C, SSL_VERIFY_NONE, 0);
  return 0;
}
