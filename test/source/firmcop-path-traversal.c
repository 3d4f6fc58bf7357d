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

// A beginning that is right says nothing of what follows; a span of allowed
// characters does when it is all of the text.
int strncmp(const char *a, const char *b, size_t n);
size_t strlen(const char *s);
size_t strspn(const char *s, const char *accept);
size_t strcspn(const char *s, const char *reject);
int unlink(const char *path);
void begins(int s) {
  char name[64];
  recv(s, name, sizeof name, 0);
  if (strncmp(name, "/srv/", 5) == 0)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The path that 'unlink' is given is data that came over a network
    unlink(name);
}
void firstWord(int s) {
  char name[64];
  recv(s, name, sizeof name, 0);
  if (strcspn(name, " ") < sizeof name - 1)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The path that 'unlink' is given is data that came over a network
    unlink(name);
}
void isWhole(int s) {
  char name[64];
  recv(s, name, sizeof name, 0);
  if (strncmp(name, "/srv/log", 9) == 0)
    unlink(name);
}
void allowed(int s) {
  char name[64];
  recv(s, name, sizeof name, 0);
  if (strspn(name, "abcdefghijklmnopqrstuvwxyz") == strlen(name))
    unlink(name);
}

// A table of many handlers: each is followed, when it is given what came in.
struct request { int length; char name[64]; };
typedef void handler(const struct request *r);
static int seen[9];
static void count(const struct request *r) { seen[r->length & 7]++; }
static void h1(const struct request *r) { count(r); seen[0] = 1; }
static void h2(const struct request *r) { count(r); seen[0] = 2; }
static void h3(const struct request *r) { count(r); seen[0] = 3; }
static void h4(const struct request *r) { count(r); seen[0] = 4; }
static void h5(const struct request *r) { count(r); seen[0] = 5; }
static void h6(const struct request *r) { count(r); seen[0] = 6; }
static void h7(const struct request *r) { count(r); seen[0] = 7; }
static void h8(const struct request *r) { count(r); seen[0] = 8; }
static void removes(const struct request *r) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The path that 'unlink' is given is data that came over a network
  unlink(r->name);
}
static const struct { char letter; handler *run; } handlers[] = {
    {'a', h1}, {'b', h2}, {'c', h3}, {'d', h4}, {'e', h5},
    {'f', h6}, {'g', h7}, {'h', h8}, {'r', removes},
};
void dispatch(int s) {
  struct request r;
  recv(s, r.name, sizeof r.name, 0);
  for (unsigned i = 0; i < sizeof handlers / sizeof *handlers; ++i)
    if (handlers[i].letter == r.name[0])
      handlers[i].run(&r);
}

// What is looked at after it was copied is looked at; a word of a line that is
// compared leaves the others as they were.
char *strtok(char *s, const char *separators);
char *strstr(const char *s, const char *part);
void lookedAtLater(int s) {
  char name[64], path[80];
  recv(s, name, sizeof name, 0);
  snprintf(path, sizeof path, "/www/%s", name);
  if (!strstr(name, ".."))
    fopen(path, "r");
}
char *strchr(const char *s, int c);
void noLineBreak(int s) {
  char name[64];
  recv(s, name, sizeof name, 0);
  if (strchr(name, '\n') == 0)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The path that 'fopen' is given is data that came over a network
    fopen(name, "r");
}
void noSlash(int s) {
  char name[64];
  recv(s, name, sizeof name, 0);
  if (strchr(name, '/'))
    return;
  fopen(name, "r");
}
void words(int s) {
  char line[64];
  recv(s, line, sizeof line, 0);
  char *verb = strtok(line, " ");
  char *name = strtok(0, " ");
  if (strcmp(verb, "show") == 0)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The path that 'fopen' is given is data that came over a network
    fopen(name, "r");
}
