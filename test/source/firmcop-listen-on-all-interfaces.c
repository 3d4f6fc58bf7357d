// RUN: %check %s -- -std=c11

struct in_addr { unsigned s_addr; };
struct sockaddr_in { unsigned short sin_family, sin_port; struct in_addr sin_addr; };
struct sockaddr;
#define INADDR_ANY ((unsigned)0)
#define INADDR_LOOPBACK ((unsigned)0x7f000001)
unsigned htonl(unsigned n);
int bind(int s, const struct sockaddr *address, unsigned length);
int listen(int s, int n);
int connect(int s, const struct sockaddr *address, unsigned length);

void serve(int s) {
  struct sockaddr_in address = {0};
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'serve' lets its socket listen on every interface (INADDR_ANY); {{.*}} [firmcop-listen-on-all-interfaces]
  address.sin_addr.s_addr = htonl(INADDR_ANY);
  bind(s, (struct sockaddr *)&address, sizeof address);
  listen(s, 5);
}

// negative: this device only, a client, a socket that only sends.
void local(int s) {
  struct sockaddr_in address = {0};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  bind(s, (struct sockaddr *)&address, sizeof address);
  listen(s, 5);
}
void client(int s) {
  struct sockaddr_in address = {0};
  address.sin_addr.s_addr = INADDR_ANY;
  bind(s, (struct sockaddr *)&address, sizeof address);
  connect(s, (struct sockaddr *)&address, sizeof address);
}
