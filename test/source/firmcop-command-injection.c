// RUN: %check %s -- -std=c11

typedef unsigned long size_t;
typedef struct FILE FILE;
int system(const char *command);
FILE *popen(const char *command, const char *type);
int snprintf(char *s, size_t n, const char *format, ...);
int sprintf(char *s, const char *format, ...);
int asprintf(char **s, const char *format, ...);
char *strcpy(char *d, const char *s);
char *strcat(char *d, const char *s);
char *strncpy(char *d, const char *s, size_t n);
char *strdup(const char *s);
int strcmp(const char *a, const char *b);
size_t strlen(const char *s);
int isalnum(int c);
char *getenv(const char *name);
char *fgets(char *s, int n, FILE *f);
int execl(const char *path, const char *arg, ...);
int execv(const char *path, char *const argv[]);
struct in_addr { unsigned s_addr; };
char *inet_ntoa(struct in_addr in);
int get_parameter(const char *name, char *out, size_t size);
const char *setting(const char *name);
int is_host_name(const char *text);

void built(const char *host) {
  char command[128];
  snprintf(command, sizeof command, "ping -c 1 %s", host);
  // CHECK: :[[@LINE+1]]:3: warning: The command that 'system' runs contains 'host', which is text that nothing here has checked; {{.*}} [firmcop-command-injection]
  system(command);
}

void fromEnvironment(void) {
  // CHECK: :[[@LINE+1]]:3: warning: The command that 'system' runs contains 'getenv()', which is a value from the environment of the process
  system(getenv("QUERY_STRING"));
}

void throughVariables(void) {
  char *query = getenv("QUERY_STRING");
  char *copy = strdup(query);
  char command[256];
  strcpy(command, "/usr/sbin/set-name ");
  strcat(command, copy);
  // CHECK: :[[@LINE+1]]:3: warning: The command that 'popen' runs contains 'getenv()'
  popen(command, "r");
}

void line(FILE *f) {
  char name[64], command[128];
  if (!fgets(name, sizeof name, f))
    return;
  if (strlen(name) < 3)
    return;
  sprintf(command, "hostname %s", name);
  // CHECK: :[[@LINE+1]]:3: warning: The command that 'system' runs contains 'name'
  system(command);
}

void filledElsewhere(void) {
  char host[64], command[128];
  if (get_parameter("host", host, sizeof host))
    return;
  snprintf(command, sizeof command, "nslookup '%s'", host);
  // CHECK: :[[@LINE+1]]:3: warning: The command that 'system' runs contains 'host'
  system(command);
}

void allocated(void) {
  char *command;
  asprintf(&command, "iwconfig %s", setting("ssid"));
  // CHECK: :[[@LINE+1]]:3: warning: The command that 'system' runs contains 'setting()'
  system(command);
}

void shellScript(const char *host) {
  char script[100];
  snprintf(script, sizeof script, "wget http://%s/", host);
  // CHECK: :[[@LINE+1]]:3: warning: The command that 'execl' runs contains 'host'
  execl("/bin/sh", "sh", "-c", script, (char *)0);
}

static int run(const char *command) {
  // CHECK: :[[@LINE+1]]:10: warning: The command that 'system' runs contains 'interface'
  return system(command);
}
void caller(const char *interface) {
  char command[64];
  snprintf(command, sizeof command, "ifup %s", interface);
  run(command);
}

// negative: nothing in the command comes from elsewhere.
void constant(int on) {
  char command[64];
  system("sync");
  system(on ? "ifup wlan0" : "ifdown wlan0");
  snprintf(command, sizeof command, "ifconfig %s up", on ? "eth0" : "wlan0");
  system(command);
}
static const char *interfaceOf(int port) {
  if (port == 0)
    return "eth0";
  return "eth1";
}
void constantOfFunction(int port) {
  char command[64];
  snprintf(command, sizeof command, "ifup %s", interfaceOf(port));
  system(command);
}
static void service(const char *name) {
  char command[64];
  snprintf(command, sizeof command, "/etc/init.d/%s restart", name);
  system(command);
}
void restart(void) {
  service("httpd");
  service("mqttd");
}

// negative: numbers and printed addresses hold no syntax.
void numbers(int level, struct in_addr address) {
  char command[64];
  snprintf(command, sizeof command, "volume %d", level);
  system(command);
  snprintf(command, sizeof command, "ping %s", inet_ntoa(address));
  system(command);
}

// negative: checked before.
void validated(void) {
  char *host = getenv("HOST");
  char command[128];
  if (!is_host_name(host))
    return;
  snprintf(command, sizeof command, "ping %s", host);
  system(command);
}
void charByChar(const char *name) {
  char command[128];
  for (const char *p = name; *p; ++p)
    if (!isalnum((unsigned char)*p))
      return;
  snprintf(command, sizeof command, "hostname %s", name);
  system(command);
}
void allowed(const char *action) {
  char command[128];
  if (strcmp(action, "start") != 0 && strcmp(action, "stop") != 0)
    return;
  snprintf(command, sizeof command, "/etc/init.d/httpd %s", action);
  system(command);
}

// negative: no shell is involved.
void vector(char *host) {
  char *const arguments[] = {"ping", "-c", "1", host, 0};
  execv("/bin/ping", arguments);
  execl("/usr/bin/wget", "wget", "-q", host, (char *)0);
}

// negative: handed through; the caller in another file is responsible.
int runCommand(const char *command) { return system(command); }
