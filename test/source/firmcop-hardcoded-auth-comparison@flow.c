// RUN: %check %s -- -std=c11

// Secrets of the program that reach a comparison on the way through variables,
// fields and functions.

typedef unsigned long size_t;
int strcmp(const char *a, const char *b);
int strncmp(const char *a, const char *b, size_t n);
int CRYPTO_memcmp(const void *a, const void *b, size_t n);
const char *stored(void);
void unlock(void);

static int decide(const char *password, const char *value) {
  // CHECK: :[[@LINE+1]]:10: warning: The password 'password' is compared with a constant of the program (Vq... (9 characters)), {{.+}} [firmcop-hardcoded-auth-comparison]
  return CRYPTO_memcmp(password, value, 9) == 0;
}
int through_call(const char *typed) { return decide(typed, "Vq7!mastr"); }

struct job {
  int revision;
  const char *value;
};
static int run(const char *password, const struct job *job) {
  // CHECK: :[[@LINE+1]]:10: warning: The password 'password' is
  return strcmp(password, job->value) == 0;
}
int through_field(const char *typed) {
  struct job job;
  job.revision = 1;
  job.value = "Vq7!mastr";
  return run(typed, &job);
}

int one_of_two(const char *password, int mode) {
  const char *value = mode > 1 ? "Vq7!mastr" : stored();
  // CHECK: :[[@LINE+1]]:10: warning: The password 'password' is
  return strcmp(password, value) == 0;
}

// A comparison of the program's own is told where it is called.
static int same(const char *a, const char *b) { return strcmp(a, b) == 0; }
void login(const char *password) {
  // CHECK: :[[@LINE+1]]:7: warning: The password 'password' is
  if (same(password, "Vq7!mastr"))
    unlock();
}
int is_command(const char *word) { return same(word, "status"); }

// What decides says it by its name.
int check_password(const char *typed) {
  // CHECK: :[[@LINE+1]]:10: warning: The password 'password' is
  return strcmp(typed, "Vq7!mastr") == 0;
}

// negative: what was stored; words of a protocol; a name of a setting; nothing.
int with_stored(const char *typed) { return decide(typed, stored()); }
int parse(const char *line) {
  const char *word = "AUTH2";
  return strncmp(line, word, 5) == 0;
}
static int is_setting(const char *name, const char *value) {
  return strcmp(name, value) == 0;
}
int setting(const char *name) { return is_setting(name, "wifi_password"); }
static int is_empty(const char *password, const char *value) {
  return strcmp(password, value) == 0;
}
int empty(const char *typed) { return is_empty(typed, ""); }

// negative: a function that reads settings by its name, and the words of one.
int config_read_psk(char *line, char *(*word)(char *)) {
  char *name = word(line);
  if (!strcmp(name, "vlan"))
    return 1;
  char *token = word(line);
  return !strcmp(token, "openwrt:abiversion") ? 2
         : !strcmp(token, "notificationFilter") ? 3 : 0;
}
