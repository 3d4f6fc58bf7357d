// RUN: %check %s -- -std=c11

// What is left of a number that was not negative is not negative either where
// what is taken off has a limit.

typedef unsigned long size_t;
typedef long off_t;
typedef struct file file;
size_t fread(void *to, size_t size, size_t n, file *from);
char *fgets(char *to, int n, file *from);
unsigned long long strtoull(const char *text, char **end, int base);
static char buffer[512];

void once(file *from, int more) {
  fgets(buffer, 512, from);
  off_t left = strtoull(buffer, 0, 16);
  if (left < 0)
    return;
  if (more) {
    int n = fread(buffer, 1, 100, from);
    if (n <= 0)
      return;
    left -= n;
  }
  if (left < 512)
    fread(buffer, 1, (unsigned)left, from);
}
void rounds(file *from) {
  fgets(buffer, 512, from);
  off_t left = strtoull(buffer, 0, 16);
  if (left < 0)
    return;
  while (1) {
    unsigned size = 512;
    if (left < 512)
      size = (unsigned)left;
    int n = fread(buffer, 1, size, from);
    if (n <= 0)
      break;
    left -= n;
  }
}
void negative(file *from) {
  fgets(buffer, 512, from);
  off_t left = strtoull(buffer, 0, 16);
  if (left < 512) {
    if ((int)left <= 0)
      return;
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The length that 'fread' is given is data read from a file or descriptor, which may be more than the buffer holds
    fread(buffer, 1, (unsigned)left, from);
  }
}
