// RUN: %check %s -- -std=c11

#include <string.h>

struct request;
int reply(struct request *r, int code);
const char *field(struct request *r, const char *name);
void log_event(const char *what, const char *user);
int crypto_pwhash_str_verify(const char *hash, const char *password, unsigned long length);
extern char admin_password[64];

int login(struct request *r) {
  const char *password = field(r, "password");
  // CHECK: :[[@LINE+1]]:7: warning: 'strcmp' checks a password in 'login', and nothing around it records the outcome; {{.*}} [firmcop-auth-event-not-logged]
  if (strcmp(password, admin_password) != 0)
    return reply(r, 401);
  return reply(r, 200);
}

static int is_right(const char *hash, const char *password) {
  // CHECK: :[[@LINE+1]]:10: warning: 'crypto_pwhash_str_verify' checks a password in 'is_right'
  return crypto_pwhash_str_verify(hash, password, strlen(password)) == 0;
}
int unlock(struct request *r) {
  return reply(r, is_right(admin_password, field(r, "password")) ? 200 : 401);
}

// negative: recorded, here or by the caller.
int logged(struct request *r) {
  if (strcmp(field(r, "password"), admin_password) == 0)
    return reply(r, 200);
  log_event("login refused", field(r, "user"));
  return reply(r, 401);
}
static int quiet(const char *password) { return strcmp(password, admin_password); }
int loud(struct request *r) {
  if (quiet(field(r, "password")) == 0)
    return reply(r, 200);
  log_event("login refused", field(r, "user"));
  return reply(r, 401);
}

// negative: who calls it decides what is recorded.
int matches(const char *password) { return strcmp(password, admin_password) == 0; }

// negative: typed twice, and an option.
int change(struct request *r) {
  const char *password = field(r, "password"), *repeat_password = field(r, "again");
  if (strcmp(password, repeat_password) != 0 || strcmp(password, "--password") == 0)
    return reply(r, 400);
  return reply(r, 200);
}
