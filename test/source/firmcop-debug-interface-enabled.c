// RUN: %check %s -- -std=gnu11

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct esp_console_repl_s esp_console_repl_t;
int esp_console_start_repl(esp_console_repl_t *repl);

int start(esp_console_repl_t *repl) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'esp_console_start_repl' gives the product {{.+}} [firmcop-debug-interface-enabled]
  return esp_console_start_repl(repl);
}

// negative: not compiled in.
#ifdef DEVELOPMENT_BUILD
int startInDevelopment(esp_console_repl_t *repl) {
  return esp_console_start_repl(repl);
}
#endif

// negative: declared and named alike, but another function.
int console_start(void);
int startAnother(void) { return console_start(); }

// A server that hands out a shell, run by a shell or directly.
void openTelnet(void) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'system' gives the product a Telnet server; {{.+}} [firmcop-debug-interface-enabled]
  system("/usr/sbin/telnetd -l /bin/sh");
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'system' gives {{.+}} [firmcop-debug-interface-enabled]
  system("killall telnetd; PATH=/sbin exec busybox telnetd -p 2323 &");
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'execlp' gives the product a remote debugger; {{.+}} [firmcop-debug-interface-enabled]
  execlp("gdbserver", "gdbserver", "--multi", ":2345", (char *)NULL);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'execl' gives the product a Telnet server; {{.+}} [firmcop-debug-interface-enabled]
  execl("/bin/busybox", "telnetd", "-F", (char *)NULL);
}

void spawnTelnet(char **environment) {
  pid_t child;
  char *const arguments[] = {"utelnetd", "-l", "/bin/login", NULL};
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'posix_spawn' gives the product a Telnet server; {{.+}} [firmcop-debug-interface-enabled]
  posix_spawn(&child, "/bin/utelnetd", NULL, NULL, arguments, environment);
}

// negative: the server is stopped, or named in another program's arguments.
void closeTelnet(void) {
  system("killall telnetd");
  execlp("killall", "killall", "gdbserver", (char *)NULL);
  system("/usr/sbin/ntpd -q -p time.example");
}

// A shell on a connection.
void serve(int listener) {
  int peer = accept(listener, NULL, NULL);
  for (int i = 0; i < 3; ++i)
    dup2(peer, i);
  char *const arguments[] = {"sh", NULL};
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'execv' gives the product a shell without a login; {{.+}} [firmcop-debug-interface-enabled]
  execv("/bin/sh", arguments);
}

// A shell on a serial line, which a caller has opened.
static void runShell(int line) {
  dup2(line, STDIN_FILENO);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'execl' gives the product a shell without a login; {{.+}} [firmcop-debug-interface-enabled]
  execl("/bin/ash", "-ash", (char *)NULL);
}
void runShellOnLine(void) { runShell(open("/dev/ttyS1", O_RDWR)); }

void runShellOnStream(FILE *uart) {
  dup2(fileno(uart), STDIN_FILENO);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'execl' gives the product a shell without a login; {{.+}} [firmcop-debug-interface-enabled]
  execl("/bin/sh", "sh", "-i", (char *)NULL);
}

// negative: a shell that runs one command or a script is no interface, whatever
// it reads.
void runCommand(int listener) {
  int peer = accept(listener, NULL, NULL);
  dup2(peer, STDIN_FILENO);
  if (fork() == 0)
    execl("/bin/sh", "sh", "-c", "cat > /tmp/upload", (char *)NULL);
  execl("/bin/sh", "sh", "/etc/init.d/upload", (char *)NULL);
}
void runScript(int listener, const char *script, char *const *words) {
  int peer = accept(listener, NULL, NULL);
  dup2(peer, STDIN_FILENO);
  if (fork() == 0)
    execl("/bin/sh", "sh", script, (char *)NULL);
  execv("/bin/sh", words);
}

// negative: the commands come from this program, through a pipe.
void runPiped(void) {
  int ends[2];
  if (pipe(ends) != 0)
    return;
  dup2(ends[0], STDIN_FILENO);
  execl("/bin/sh", "sh", (char *)NULL);
}

// negative: the connection gets the output only.
void sendOutput(int listener) {
  int peer = accept(listener, NULL, NULL);
  dup2(peer, STDOUT_FILENO);
  execl("/bin/sh", "sh", (char *)NULL);
}

// negative: a macro that is written like a number, and is none, is no error.
#define CONFIG_GDBSTUB 2.1.0
#define SHELL_VERSION 2.1.0

// A build option, whatever suffix its number has.
// CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'CONFIG_SHELL_BACKEND_TELNET' gives the product a command shell over Telnet; {{.+}} [firmcop-debug-interface-enabled]
#define CONFIG_SHELL_BACKEND_TELNET 1u

// The command is handed over.
static void startByShell(const char *command) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'system' gives the product a Telnet server
  system(command);
}
void startTelnet(void) { startByShell("/usr/sbin/telnetd -l /bin/sh"); }
// negative: one that starts something else.
static void startTime(const char *command) { system(command); }
void startClock(void) { startTime("ntpd -q -p telnetd.example.com"); }
