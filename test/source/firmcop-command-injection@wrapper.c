// RUN: %check %s -- -std=c11

// Text that a wrapper runs is told where the wrapper is called.

typedef __builtin_va_list va_list;
int system(const char *command);
int snprintf(char *to, unsigned long n, const char *format, ...);
int vsnprintf(char *to, unsigned long n, const char *format, va_list values);
typedef struct websRec {
  char *url;
  int state;
} *webs_t;
char *websGetVar(webs_t wp, const char *name, const char *other);

static char pending[256];

static int run(const char *format, ...) {
  char line[512];
  va_list values;
  __builtin_va_start(values, format);
  vsnprintf(line, sizeof line, format, values);
  __builtin_va_end(values);
  return system(line);
}

void setName(webs_t wp) {
  const char *name = websGetVar(wp, "name", "");
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The command that 'run' runs contains 'websGetVar()', which is data that an HTTP peer sent; {{.*}} [firmcop-command-injection]
  run("hostname %s", name);
}
// Through a global that only its address is passed of.
void ping(webs_t wp) {
  snprintf(pending, sizeof pending, "ping %s", websGetVar(wp, "host", ""));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The command that 'run' runs contains {{.*}} [firmcop-command-injection]
  run(pending);
}
// What a library keeps in a structure.
void fetch(webs_t wp) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The command that 'run' runs contains 'url()', which is data that an HTTP peer sent; {{.*}} [firmcop-command-injection]
  run("wget %s", wp->url);
}

// negative: numbers and fixed text.
void reboot(webs_t wp) {
  run("reboot -d %d", wp->state);
  run("echo %s", "done");
}
