// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>
/* web upload: file name, archive entries, modes */
static const char *field(const char *req, const char *name, char *out,
                         size_t size) {
  const char *p = strstr(req, name);
  if (!p)
    return NULL;
  p += strlen(name) + 1;
  size_t n = strcspn(p, "&\r\n");
  if (n >= size)
    return NULL;
  memcpy(out, p, n);
  out[n] = 0;
  return out;
}
struct entry {
  char name[100];
  unsigned size;
};
static int store(const char *dir, const char *name, const char *data,
                 size_t n) {
  char path[256];
  snprintf(path, sizeof path, "%s/%s", dir, name);
  // finds input: firmcop-path-traversal
  int fd = open(path, O_CREAT | O_WRONLY | O_TRUNC, 0600);
  if (fd < 0)
    return -1;
  int r = write(fd, data, n) == (ssize_t)n ? 0 : -1;
  close(fd);
  return r;
}
static int store_ok(const char *dir, const char *name, const char *data,
                    size_t n) {
  char path[256];
  if (!*name || strchr(name, '/') || !strcmp(name, "..") || !strcmp(name, "."))
    return -1;
  snprintf(path, sizeof path, "%s/%s", dir, name);
  int fd = open(path, O_CREAT | O_WRONLY | O_TRUNC, 0600);
  if (fd < 0)
    return -1;
  int r = write(fd, data, n) == (ssize_t)n ? 0 : -1;
  close(fd);
  return r;
}
static int extract(int s) {
  struct entry e;
  char data[1024];
  while (recv(s, &e, sizeof e, MSG_WAITALL) == (ssize_t)sizeof e) {
    e.name[sizeof e.name - 1] = 0;
    // finds input: firmcop-unchecked-length
    if (recv(s, data, e.size, MSG_WAITALL) != (ssize_t)e.size)
      return -1;
    store("/data/restore", e.name, data, 10);
    store_ok("/data/restore", e.name, data, 10);
  }
  return 0;
}
static int save_account(const char *user, const char *password) {
  FILE *f = fopen("/etc/accounts", "a");
  if (!f)
    return -1;
  // finds credentials: firmcop-cleartext-credential-storage
  fprintf(f, "%s:%s\n", user, password);
  return fclose(f);
}
int main(void) {
  char req[2048], user[32], pass[32], del[64], path[96];
  ssize_t n = recv(0, req, sizeof req - 1, 0);
  if (n <= 0)
    return 1;
  req[n] = 0;
  if (field(req, "user", user, sizeof user) &&
      field(req, "password", pass, sizeof pass))
    save_account(user, pass);
  if (field(req, "delete", del, sizeof del)) {
    snprintf(path, sizeof path, "/data/clips/%s", del);
    // finds input: firmcop-path-traversal
    unlink(path);
  }
  if (field(req, "ld", del, sizeof del))
    // finds input: firmcop-untrusted-search-path
    setenv("LD_PRELOAD", del, 1);
  return extract(0);
}
