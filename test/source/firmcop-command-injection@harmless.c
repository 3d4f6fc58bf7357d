// RUN: %check %s -- -std=c11

typedef unsigned long size_t;
int system(const char *command);
int snprintf(char *s, size_t n, const char *format, ...);
char *getenv(const char *name);
int isalnum(int c);

struct job {
  int number;
  const char *service;
};

// A field that one caller sets to what is in the environment.
static void run(const struct job *job) {
  char command[128];
  snprintf(command, sizeof command, "/etc/init.d/%s start %d", job->service,
           job->number);
  // CHECK: :[[@LINE+1]]:3: warning: The command that 'system' runs contains {{.*}} [firmcop-command-injection]
  system(command);
}
void fromEnvironment(void) {
  struct job job = {1, getenv("SERVICE")};
  run(&job);
}
void fixedAndNot(int mode) {
  const char *name = mode > 1 ? getenv("SERVICE") : "httpd";
  char command[128];
  snprintf(command, sizeof command, "/etc/init.d/%s start", name);
  // CHECK: :[[@LINE+1]]:3: warning: The command that 'system' runs contains {{.*}}
  system(command);
}

// negative: a field that is fixed wherever it is set.
static void start(const struct job *job) {
  char command[128];
  snprintf(command, sizeof command, "/etc/init.d/%s start %d", job->service,
           job->number);
  system(command);
}
void fixed(void) {
  struct job job = {1, "httpd"};
  start(&job);
}

// negative: through the address of a variable, and a function that is handed
// over.
void alias(void) {
  const char *name = "httpd";
  const char **where = &name;
  *where = "mqttd";
  char command[128];
  snprintf(command, sizeof command, "/etc/init.d/%s start", name);
  system(command);
}
static void apply(int number, const char *name) {
  char command[128];
  snprintf(command, sizeof command, "/etc/init.d/%s start %d", name, number);
  system(command);
}
static void dispatch(void (*handler)(int, const char *), const char *name) {
  handler(1, name);
}
void callback(void) { dispatch(apply, "httpd"); }

// negative: every character was tested.
void tested(void) {
  const char *name = getenv("SERVICE");
  char command[128];
  for (const char *p = name; *p; p++)
    if (!((*p >= 'a' && *p <= 'z') || *p == '-'))
      return;
  snprintf(command, sizeof command, "/etc/init.d/%s start", name);
  system(command);
}
