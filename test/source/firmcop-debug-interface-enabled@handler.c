// RUN: %check %s -- -std=c11

// Handlers that run what they are sent are a shell, in whatever protocol.

typedef unsigned long size_t;
typedef struct websRec *webs_t;
char *websGetVar(webs_t wp, const char *name, const char *missing);
int websFormDefine(const char *name, void (*handler)(webs_t, char *, char *));
int system(const char *command);
int snprintf(char *to, size_t size, const char *format, ...);
int strcmp(const char *a, const char *b);

static char line[512];
static void run_command(webs_t wp, char *path, char *query) {
  char *command = websGetVar(wp, "command", "");
  snprintf(line, sizeof line, "%s 1>%s 2>&1", command, "/var/log/command");
  system(line);
}

// negative: that is an injection, but the command is one of the program.
static void ping(webs_t wp, char *path, char *query) {
  char *host = websGetVar(wp, "host", "");
  snprintf(line, sizeof line, "ping -c 4 %s", host);
  system(line);
}

// negative: the program puts together what is run.
static void trace(webs_t wp, char *path, char *query) {
  char *tool = websGetVar(wp, "tool", ""), *host = websGetVar(wp, "host", "");
  snprintf(line, sizeof line, "%s %s > /tmp/trace", tool, host);
  system(line);
}

// negative: commands of the program, one of which is chosen.
static void do_action(webs_t wp, char *path, char *query) {
  char *action = websGetVar(wp, "action", "");
  if (strcmp(action, "restart") == 0)
    system("/etc/init.d/network restart");
}

void define_forms(void) {
  // CHECK: :[[@LINE+1]]:3: warning: 'run_command' gives the product a shell, since it runs what it is sent; {{.+}} [firmcop-debug-interface-enabled]
  websFormDefine("SystemCommand", run_command);
  websFormDefine("Ping", ping);
  websFormDefine("Trace", trace);
  websFormDefine("Action", do_action);
}
