// RUN: %check %s -- -std=c11

typedef unsigned long size_t;
typedef long ssize_t;
ssize_t recv(int s, void *buffer, size_t n, int flags);
char *getenv(const char *name);

typedef struct FILE FILE;
FILE *fopen(const char *path, const char *mode);
int unlink(const char *path);
int snprintf(char *s, size_t n, const char *format, ...);
int strcmp(const char *a, const char *b);
int atoi(const char *s);

void fetched(int s) {
  char name[64];
  ssize_t n = recv(s, name, sizeof name - 1, 0);
  if (n <= 0)
    return;
  name[n] = 0;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The path that 'fopen' is given is data that came over a network, {{.*}} [firmcop-path-traversal]
  fopen(name, "r");
}
static void removeFile(const char *name) {
  char path[128];
  snprintf(path, sizeof path, "/var/upload/%s", name);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The path that 'unlink' is given is a value from the environment of the process
  unlink(path);
}
void request(void) { removeFile(getenv("QUERY_STRING")); }

// negative: a name of the program's own, one of a list, a number, the command
// line.
void own(int s) {
  char name[64];
  recv(s, name, sizeof name - 1, 0);
  fopen("/etc/version", "r");
  if (strcmp(name, "event.log") == 0)
    fopen(name, "r");
}
void numbered(int s) {
  char text[16], path[64];
  recv(s, text, sizeof text - 1, 0);
  snprintf(path, sizeof path, "/var/slot/%d", atoi(text));
  fopen(path, "r");
}
int main(int argc, char **argv) {
  if (argc > 1)
    fopen(argv[1], "r");
  return 0;
}
