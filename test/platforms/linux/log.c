// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <syslog.h>
#define LOG(l, ...) log_at(l, __FILE__, __VA_ARGS__)
static void log_at(int l, const char *f, const char *fmt, ...) {
  va_list ap;
  va_start(ap, fmt);
  vsyslog(l, fmt, ap);
  va_end(ap);
}
struct cred {
  char user[16], password[24], api_key[40];
};
static void on_login(const struct cred *c) {
  // finds debug: firmcop-secret-logged
  LOG(LOG_INFO, "login %s/%s", c->user, c->password);
  // finds debug: firmcop-secret-logged
  LOG(LOG_DEBUG, "key=%s", c->api_key);
}
// finds input: firmcop-uncontrolled-format
static void on_text(const char *t) { LOG(LOG_INFO, t); }
static void on_text_ok(const char *t) { LOG(LOG_INFO, "%zu bytes", strlen(t)); }
int serve(int s) {
  char b[128];
  struct cred c;
  ssize_t n = recv(s, b, sizeof b - 1, 0);
  if (n <= 0)
    return -1;
  b[n] = 0;
  if (sscanf(b, "%15s %23s %39s", c.user, c.password, c.api_key) == 3)
    on_login(&c);
  on_text(b);
  on_text_ok(b);
  return 0;
}
