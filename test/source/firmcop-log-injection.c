// RUN: %check %s -- -std=c11

typedef unsigned long size_t;
typedef long ssize_t;
ssize_t recv(int s, void *buffer, size_t n, int flags);
char *getenv(const char *name);

void syslog(int priority, const char *format, ...);
int atoi(const char *s);

void failed(int s) {
  char name[64];
  ssize_t n = recv(s, name, sizeof name - 1, 0);
  if (n <= 0)
    return;
  name[n] = 0;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: What 'syslog' logs is data that came over a network as it was sent, line breaks included; {{.*}} [firmcop-log-injection]
  syslog(5, "login of %s failed", name);
}

// negative: fixed, a number, text of the environment.
void fine(int s) {
  char text[16];
  recv(s, text, sizeof text - 1, 0);
  syslog(5, "started");
  syslog(5, "port %d", atoi(text));
  syslog(5, "home is %s", getenv("HOME"));
}
