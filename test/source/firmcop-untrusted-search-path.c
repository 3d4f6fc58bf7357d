// RUN: %check %s -- -std=c11

typedef unsigned long size_t;
typedef long ssize_t;
ssize_t recv(int s, void *buffer, size_t n, int flags);
char *getenv(const char *name);

void *dlopen(const char *path, int mode);
int setenv(const char *name, const char *value, int overwrite);

void codec(int s) {
  char name[64];
  ssize_t n = recv(s, name, sizeof name - 1, 0);
  if (n <= 0)
    return;
  name[n] = 0;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: What 'dlopen' sets or loads is data that came over a network, and decides whose code runs; {{.*}} [firmcop-untrusted-search-path]
  dlopen(name, 1);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: What 'setenv' sets or loads is data that came over a network
  setenv("PATH", name, 1);
}

// negative: fixed, or a variable that no program is found by.
void fixed(int s) {
  char zone[64];
  recv(s, zone, sizeof zone - 1, 0);
  dlopen("/usr/lib/codec/opus.so", 1);
  setenv("PATH", "/bin:/usr/bin", 1);
  setenv("TZ", zone, 1);
}
