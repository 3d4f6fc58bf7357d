// RUN: %check %s -- -std=c11

typedef unsigned long size_t;
long recv(int s, void *buffer, size_t n, int flags);
long send(int s, const void *buffer, size_t n, int flags);
struct sockaddr;
int connect(int s, const struct sockaddr *address, unsigned length);
int bind(int s, const struct sockaddr *address, unsigned length);
int curl_easy_perform(void *handle);
void handle(const char *text);

void ignored(int s, const struct sockaddr *address, void *curl) {
  char buffer[64];
  // CHECK: :[[@LINE+1]]:3: warning: The result of 'connect' is ignored, {{.*}} [firmcop-ignored-network-error]
  connect(s, address, 16);
  // CHECK: :[[@LINE+1]]:3: warning: The result of 'recv' is ignored
  recv(s, buffer, sizeof buffer, 0);
  handle(buffer);
  // CHECK: :[[@LINE+1]]:3: warning: The result of 'curl_easy_perform' is ignored
  curl_easy_perform(curl);
}

// negative: tested, kept, ignored on purpose, sent.
int heeded(int s, const struct sockaddr *address, char *buffer) {
  if (connect(s, address, 16) != 0)
    return -1;
  int bound = bind(s, address, 16);
  (void)recv(s, buffer, 16, 0);
  (void)(recv(s, buffer, 16, 0));
  send(s, buffer, 16, 0);
  return bound;
}

// negative: what is there is thrown away, if anything is.
void discard(int s) {
  char buffer[16];
  recv(s, buffer, sizeof buffer, 0x40);
}

// negative: to connect a socket for datagrams only says whom they go to.
int socket(int domain, int type, int protocol);
long recvfrom(int s, void *buffer, size_t n, int flags, struct sockaddr *from,
              unsigned *length);
void answer(int s, struct sockaddr *peer, unsigned length) {
  if (recvfrom(s, 0, 0, 2, peer, &length) >= 0)
    connect(s, peer, length);
}
int logger(const struct sockaddr *server) {
  int s = socket(2, 2, 0);
  connect(s, server, 16);
  return s;
}
int client(const struct sockaddr *server) {
  int s = socket(2, 1, 0);
  // CHECK: :[[@LINE+1]]:3: warning: The result of 'connect' is ignored
  connect(s, server, 16);
  return s;
}
