// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>
/* gateway management daemon: HTTP header parsing */
struct request {
  char method[8];
  char path[64];
  char host[64];
  long length;
  char *body;
};
static int read_line(int s, char *out, size_t size) {
  size_t i = 0;
  char c;
  while (recv(s, &c, 1, 0) == 1 && c != '\n') {
    if (i + 1 < size)
      out[i++] = c;
  }
  out[i] = 0;
  return (int)i;
}
static int read_line_unsafe(int s, char *out) {
  int i = 0;
  char c;
  while (recv(s, &c, 1, 0) == 1 && c != '\n')
    // misses input: firmcop-unbounded-fill
    out[i++] = c;
  out[i] = 0;
  return i;
}
static int parse(int s, struct request *r) {
  char line[256];
  // finds input: firmcop-unbounded-copy
  if (read_line(s, line, sizeof line) <= 0 ||
      sscanf(line, "%7s %s", r->method, r->path) != 2)
    return -1;
  while (read_line(s, line, sizeof line) > 1) {
    if (!strncasecmp(line, "Content-Length:", 15))
      r->length = atol(line + 15);
    else if (!strncasecmp(line, "Host: ", 6))
      // misses input: firmcop-unbounded-copy
      strncpy(r->host, line + 6, strlen(line + 6));
  }
  // finds input: firmcop-size-arithmetic-overflow
  // finds input: firmcop-unbounded-allocation
  r->body = malloc(r->length + 1);
  if (!r->body)
    return -1;
  // finds input: firmcop-unchecked-loop-bound
  for (long i = 0; i < r->length; i++)
    if (recv(s, r->body + i, 1, 0) != 1)
      return -1;
  r->body[r->length] = 0;
  return 0;
}
static int parse_ok(int s, struct request *r) {
  char line[256];
  if (read_line(s, line, sizeof line) <= 0 ||
      sscanf(line, "%7s %63s", r->method, r->path) != 2)
    return -1;
  r->length = 0;
  while (read_line(s, line, sizeof line) > 1)
    if (!strncasecmp(line, "Content-Length:", 15))
      r->length = atol(line + 15);
  if (r->length < 0 || r->length > 65536)
    return -1;
  r->body = malloc((size_t)r->length + 1);
  if (!r->body)
    return -1;
  ssize_t n = recv(s, r->body, (size_t)r->length, MSG_WAITALL);
  if (n < 0)
    return -1;
  r->body[n] = 0;
  return 0;
}
static void cwmp(const struct request *r) {
  char *p = strstr(r->body, "<NewPassword>"), value[32], cmd[96];
  if (!p)
    return;
  // finds input: firmcop-unbounded-copy
  strcpy(value, p + 13);
  snprintf(cmd, sizeof cmd, "echo root:%s | chpasswd", value);
  // finds input: firmcop-command-injection
  system(cmd);
  // misses debug: firmcop-secret-logged
  // finds input: firmcop-log-injection
  printf("new password %s\n", value);
}
int main(void) {
  struct request r = {0}, q = {0};
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(7547)};
  int l = socket(AF_INET, SOCK_STREAM, 0);
  if (bind(l, (struct sockaddr *)&a, sizeof a) || listen(l, 4))
    return 1;
  int s = accept(l, NULL, NULL);
  char first[32];
  read_line_unsafe(s, first);
  if (!parse(s, &r))
    cwmp(&r);
  return parse_ok(s, &q);
}
