// RUN: %check %s -- -std=c11

typedef unsigned long size_t;
typedef long ssize_t;
ssize_t recv(int s, void *buffer, size_t n, int flags);
char *strchr(const char *s, int c);
char *strpbrk(const char *s, const char *letters);
int snprintf(char *s, size_t n, const char *format, ...);
int system(const char *command);

static void set(const char *name) {
  char command[200];
  snprintf(command, sizeof command, "hostname %s", name);
  system(command);
}

// A semicolon is one of many ways to begin another command.
void one(int s) {
  char name[64] = "";
  recv(s, name, sizeof name - 1, 0);
  if (strchr(name, ';'))
    return;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The command that 'set' runs {{.*}} [firmcop-command-injection]
  set(name);
}
static int isFine(const char *name) {
  if (strchr(name, ';') || strchr(name, '`') || strchr(name, '|'))
    return 0;
  return 1;
}
void some(int s) {
  char name[64] = "";
  recv(s, name, sizeof name - 1, 0);
  // CHECK: :[[@LINE+2]]:{{[0-9]+}}: warning: The command that 'set' runs {{.*}} [firmcop-command-injection]
  if (isFine(name))
    set(name);
}

// negative: all of them.
void all(int s) {
  char name[64] = "";
  recv(s, name, sizeof name - 1, 0);
  if (strpbrk(name, ";|&`$\n<>"))
    return;
  set(name);
}
static int isHarmless(const char *name) {
  return !strchr(name, ';') && !strchr(name, '|') && !strchr(name, '&') &&
         !strpbrk(name, "`$");
}
void allInTurn(int s) {
  char name[64] = "";
  recv(s, name, sizeof name - 1, 0);
  if (isHarmless(name))
    set(name);
}
