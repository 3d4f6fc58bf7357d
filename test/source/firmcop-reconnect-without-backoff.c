// RUN: %check %s -- -std=c11

#include <stdbool.h>

struct mosquitto;
struct sockaddr;
struct addrinfo { struct sockaddr *ai_addr; struct addrinfo *ai_next; };
enum { MOSQ_ERR_SUCCESS = 0 };
int mosquitto_reconnect(struct mosquitto *m);
int mosquitto_loop(struct mosquitto *m, int timeout, int max_packets);
int connect(int fd, const struct sockaddr *addr, unsigned len);
int socket(int domain, int type, int protocol);
int accept(int fd, struct sockaddr *addr, unsigned *len);
int close(int fd);
int poll(void *fds, unsigned long n, int timeout);
long recv(int fd, void *buf, unsigned long len, int flags);
long send(int fd, const void *buf, unsigned long len, int flags);
unsigned sleep(unsigned seconds);
void vTaskDelay(unsigned ticks);
int rand(void);
void exit(int status) __attribute__((noreturn));
int *__errno_location(void);
#define errno (*__errno_location())
int puts(const char *s);
void wait_with_backoff(int attempt);
extern const struct sockaddr *Server;

//===--- Found ------------------------------------------------------------===//

void atOnce(struct mosquitto *M) {
  // CHECK: :[[@LINE+1]]:10: warning: A failed 'mosquitto_reconnect' is repeated without a pause; {{.+}} [firmcop-reconnect-without-backoff]
  while (mosquitto_reconnect(M) != MOSQ_ERR_SUCCESS)
    puts("trying again");
}

void fixedPause(struct mosquitto *M) {
  // CHECK: :[[@LINE+1]]:10: warning: A failed 'mosquitto_reconnect' is repeated after the same pause every time;
  while (mosquitto_reconnect(M))
    sleep(1);
}

int endless(void) {
  for (;;) {
    int S = socket(2, 1, 0);
    // CHECK: :[[@LINE+1]]:9: warning: A failed 'connect' is repeated without a pause
    if (connect(S, Server, 16) == 0)
      return S;
    close(S);
  }
}

// The session waits; the way round after a failure does not.
void sessions(char *Buffer) {
  while (1) {
    int S = socket(2, 1, 0);
    // CHECK: :[[@LINE+1]]:9: warning: A failed 'connect' is repeated without a pause
    if (connect(S, Server, 16) < 0) {
      close(S);
      continue;
    }
    while (recv(S, Buffer, 512, 0) > 0)
      ;
    sleep(60);
  }
}

// Through functions of this file, one of which pauses.
static int openSession(void) {
  int S = socket(2, 1, 0);
  if (connect(S, Server, 16) != 0)
    return -1;
  return S;
}
static void pauseShortly(void) { vTaskDelay(100); }
int throughHelpers(void) {
  int S;
  do {
    pauseShortly();
    // CHECK: :[[@LINE+1]]:9: warning: A failed 'openSession' is repeated after the same pause every time
    S = openSession();
  } while (S < 0);
  return S;
}

bool IsConnected(void);
void untilConnected(struct mosquitto *M) {
  while (!IsConnected()) {
    // CHECK: :[[@LINE+1]]:5: warning: A failed 'mosquitto_reconnect' is repeated without a pause
    mosquitto_reconnect(M);
  }
}

//===--- Not found --------------------------------------------------------===//

void growing(struct mosquitto *M) {
  unsigned Pause = 1;
  while (mosquitto_reconnect(M) != MOSQ_ERR_SUCCESS) {
    sleep(Pause + rand() % Pause);
    if (Pause < 300)
      Pause *= 2;
  }
}

void chosen(struct mosquitto *M, unsigned Pause) {
  while (mosquitto_reconnect(M) != MOSQ_ERR_SUCCESS)
    sleep(Pause);
}

void byHelper(struct mosquitto *M, int Attempt) {
  while (mosquitto_reconnect(M) != MOSQ_ERR_SUCCESS)
    wait_with_backoff(Attempt);
}

int addresses(struct addrinfo *List) {
  int S = socket(2, 1, 0);
  for (struct addrinfo *A = List; A; A = A->ai_next)
    if (connect(S, A->ai_addr, 16) == 0)
      return S;
  while (List) {
    if (connect(S, List->ai_addr, 16) == 0)
      return S;
    List = List->ai_next;
  }
  return -1;
}

int limited(struct mosquitto *M) {
  int Tries = 5;
  while (Tries-- > 0)
    if (mosquitto_reconnect(M) == 0)
      return 0;
  Tries = 0;
  for (;;) {
    if (mosquitto_reconnect(M) == 0)
      return 0;
    if (++Tries == 5)
      return -1;
  }
}

void interrupted(int S) {
  while (connect(S, Server, 16) != 0 && errno == 4)
    ;
}

int leavesOnFailure(char *Buffer) {
  while (1) {
    int S = socket(2, 1, 0);
    if (connect(S, Server, 16) != 0) {
      puts("no server");
      return -1;
    }
    send(S, Buffer, 16, 0);
  }
}
void exitsOnFailure(void) {
  while (1) {
    int S = socket(2, 1, 0);
    if (connect(S, Server, 16) < 0)
      exit(1);
    close(S);
  }
}

// A proxy: each attempt belongs to a client that waits.
void proxy(int Listener) {
  for (;;) {
    int Client = accept(Listener, 0, 0);
    int S = socket(2, 1, 0);
    if (connect(S, Server, 16) < 0)
      close(Client);
  }
}

void eventLoop(struct mosquitto *M, void *Fds) {
  for (;;) {
    poll(Fds, 2, 1000);
    if (mosquitto_loop(M, 0, 1) != 0 && mosquitto_reconnect(M) != 0)
      continue;
  }
}

void onSuccessOnly(struct mosquitto *M) {
  while (mosquitto_reconnect(M) == MOSQ_ERR_SUCCESS)
    puts("connected");
}
