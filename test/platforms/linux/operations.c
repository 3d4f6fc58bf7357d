// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
/* function-pointer tables with double indirection */
struct session;
typedef int (*op_fn)(struct session **, const uint8_t *, uint32_t);
struct session {
  char path[64];
  uint32_t *cells;
  uint32_t ncells;
  int fd;
};
static int op_open(struct session **ps, const uint8_t *p, uint32_t n) {
  struct session *s = *ps;
  char full[128];
  if (n >= sizeof s->path)
    return -1;
  memcpy(s->path, p, n);
  s->path[n] = 0;
  snprintf(full, sizeof full, "/var/files/%s", s->path);
  // finds input: firmcop-path-traversal
  FILE *f = fopen(full, "rb");
  if (!f)
    return -1;
  fclose(f);
  return 0;
}
static int op_alloc(struct session **ps, const uint8_t *p, uint32_t n) {
  uint32_t k;
  if (n < 4)
    return -1;
  memcpy(&k, p, 4);
  // finds input: firmcop-unbounded-allocation
  (*ps)->cells = malloc(k * sizeof(uint32_t));
  (*ps)->ncells = k;
  return (*ps)->cells ? 0 : -1;
}
static int op_set(struct session **ps, const uint8_t *p, uint32_t n) {
  uint32_t i;
  if (n < 8)
    return -1;
  memcpy(&i, p, 4);
  // finds input: firmcop-unchecked-index
  // finds input: firmcop-unchecked-length
  memcpy(&(*ps)->cells[i], p + 4, 4);
  return 0;
}
static int op_run(struct session **ps, const uint8_t *p, uint32_t n) {
  char cmd[256] = "logger ";
  strncat(cmd, (const char *)p, n < 200 ? n : 200);
  // finds input: firmcop-command-injection
  return system(cmd);
}
static op_fn const ops[4] = {op_open, op_alloc, op_set, op_run};
int loop(int fd) {
  struct session one = {0}, *s = &one;
  uint8_t buf[1024];
  for (;;) {
    ssize_t n = recv(fd, buf, sizeof buf, 0);
    if (n < 1)
      return 0;
    if (buf[0] < 4)
      ops[buf[0]](&s, buf + 1, (uint32_t)n - 1);
  }
}
