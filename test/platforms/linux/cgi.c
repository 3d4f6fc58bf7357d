// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
/* classic CGI: query string and POST body */
static char *param(const char *name, char *out, size_t size) {
  const char *q = getenv("QUERY_STRING");
  size_t n = strlen(name);
  out[0] = 0;
  while (q && *q) {
    if (!strncmp(q, name, n) && q[n] == '=') {
      q += n + 1;
      size_t i = 0;
      while (*q && *q != '&' && i + 1 < size)
        out[i++] = *q++;
      out[i] = 0;
      return out;
    }
    q = strchr(q, '&');
    if (q)
      q++;
  }
  return NULL;
}
static int host_like(const char *s) {
  if (!*s || *s == '-')
    return 0;
  for (; *s; s++)
    if (!isalnum((unsigned char)*s) && *s != '.' && *s != '-')
      return 0;
  return 1;
}
static void run(const char *fmt, const char *arg) {
  char cmd[256];
  snprintf(cmd, sizeof cmd, fmt, arg);
  // finds input: firmcop-command-injection
  FILE *p = popen(cmd, "r");
  if (!p)
    return;
  while (fgets(cmd, sizeof cmd, p))
    fputs(cmd, stdout);
  pclose(p);
}
static void run_ok(const char *fmt, const char *arg) {
  char cmd[256];
  if (!host_like(arg))
    return;
  snprintf(cmd, sizeof cmd, fmt, arg);
  FILE *p = popen(cmd, "r");
  if (p)
    pclose(p);
}
int main(void) {
  char host[64];
  printf("Content-Type: text/plain\r\n\r\n");
  if (!param("host", host, sizeof host))
    return 1;
  run("ping -c 3 %s", host);
  run_ok("traceroute %s", host);
  char *len = getenv("CONTENT_LENGTH");
  if (len) {
    char body[1024];
    // finds input: firmcop-unchecked-length
    fread(body, 1, atoi(len), stdin);
    fwrite(body, 1, 10, stdout);
  }
  char page[64], path[128];
  if (param("page", page, sizeof page)) {
    snprintf(path, sizeof path, "/www/%s.txt", page);
    // finds input: firmcop-path-traversal
    FILE *f = fopen(path, "r");
    if (f)
      fclose(f);
  }
  if (param("page2", page, sizeof page) && !strchr(page, '/') &&
      page[0] != '.') {
    snprintf(path, sizeof path, "/www/%s.txt", page);
    FILE *f = fopen(path, "r");
    if (f)
      fclose(f);
  }
  return 0;
}
