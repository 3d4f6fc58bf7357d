// RUN: %check %s -- -std=c11

typedef unsigned long size_t;
typedef struct FILE FILE;
typedef __builtin_va_list va_list;
int printf(const char *format, ...);
int fprintf(FILE *f, const char *format, ...);
int snprintf(char *s, size_t n, const char *format, ...);
int vprintf(const char *format, va_list list);
void syslog(int priority, const char *format, ...);
char *fgets(char *s, int n, FILE *f);
char *getenv(const char *name);
char *gettext(const char *text) __attribute__((format_arg(1)));
void log_line(int level, const char *format, ...) __attribute__((format(printf, 2, 3)));
extern FILE *out;

void input(FILE *f) {
  char line[80];
  fgets(line, sizeof line, f);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The format of 'printf' is {{.*}}, whose percent signs are read as conversions; {{.*}} [firmcop-uncontrolled-format]
  printf(line);
}
void inputWithValues(int x) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The format of 'fprintf' is a value from the environment of the process
  fprintf(out, getenv("FORMAT"), x);
}
void message(const char *text) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The format of 'syslog' is a text that is not fixed
  syslog(3, text);
}
void builtFormat(const char *user) {
  char format[64];
  snprintf(format, sizeof format, "login %s from %%d", user);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The format of 'syslog' is a text that is not fixed
  syslog(1, format);
}

// negative: only numbers; and a handler whose callers nobody knows.
void numbers(int x) {
  char text[64];
  snprintf(text, sizeof text, "%d", x);
  printf(text);
}
static void handler(const char *text) { printf(text); }
void (*const Handlers[])(const char *) = {handler};

// negative: constants in all shapes.
static const char *const Messages[] = {"off %d", "on %d"};
static const char *pick(int on) { return on ? "yes" : "no"; }
void constants(int on, int x) {
  const char *format = on ? "%d on\n" : "%d off\n";
  printf(format, x);
  printf("plain");
  printf(gettext("translated"));
  printf(pick(on));
  printf(Messages[on], x);
  syslog(3, "%s", getenv("USER"));
}

// negative: wrappers; whoever calls them is looked at.
void log_line(int level, const char *format, ...) {
  va_list list;
  __builtin_va_start(list, format);
  vprintf(format, list);
  __builtin_va_end(list);
}
static void banner(const char *text) { printf(text); }
void start(void) { banner("ready\n"); }

// negative: a format of the caller that is meant as one.
void number(const char *format, int x) { printf(format, x); }
