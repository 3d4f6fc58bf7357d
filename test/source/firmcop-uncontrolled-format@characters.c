// RUN: %check %s -- -std=c11

typedef unsigned long size_t;
typedef long ssize_t;
ssize_t recv(int s, void *buffer, size_t size, int flags);
int printf(const char *format, ...);
size_t strlen(const char *s);
char *strchr(const char *s, int c);
int isdigit(int c);
int isalnum(int c);

static const char *text(int s) {
  static char buffer[64];
  ssize_t n = recv(s, buffer, sizeof buffer - 1, 0);
  buffer[n > 0 ? n : 0] = 0;
  return buffer;
}

// Characters are counted, and all of them are printed.
void counted(int s) {
  const char *t = text(s);
  int digits = 0;
  for (const char *p = t; *p; p++)
    if (isdigit((unsigned char)*p))
      digits++;
  // CHECK: :[[@LINE+1]]:3: warning: The format of 'printf' is data that came over a network{{.*}} [firmcop-uncontrolled-format]
  printf(t);
}

// The first ones alone are looked at.
void beginning(int s) {
  const char *t = text(s);
  for (int i = 0; i < 4; i++)
    if (!isdigit((unsigned char)t[i]))
      return;
  // CHECK: :[[@LINE+1]]:3: warning: The format of 'printf'
  printf(t);
}

// What is not allowed ends the loop, and nobody asks why it ended.
void unasked(int s) {
  const char *t = text(s);
  for (int i = 0; t[i]; i++)
    if (!isdigit((unsigned char)t[i]))
      break;
  // CHECK: :[[@LINE+1]]:3: warning: The format of 'printf'
  printf(t);
}

// Blanks are skipped.
void skipping(int s) {
  const char *t = text(s);
  const char *p = t;
  while (*p) {
    if (*p == ' ') {
      p++;
      continue;
    }
    p++;
  }
  // CHECK: :[[@LINE+1]]:3: warning: The format of 'printf'
  printf(t);
}

// A test before the loop is none of the characters in it.
void first(int s) {
  const char *t = text(s);
  if (t[0] != '/')
    return;
  for (const char *p = t; *p; p++)
    ;
  // CHECK: :[[@LINE+1]]:3: warning: The format of 'printf'
  printf(t);
}

// negative: by a pointer, by an index, up to a length.
void byPointer(int s) {
  const char *t = text(s);
  for (const char *p = t; *p; p++)
    if (!isdigit((unsigned char)*p))
      return;
  printf(t);
}
void byIndex(int s) {
  const char *t = text(s);
  for (size_t i = 0; t[i]; i++)
    if (!isalnum((unsigned char)t[i]) && t[i] != '-')
      return;
  printf(t);
}
void byLength(int s) {
  const char *t = text(s);
  size_t length = strlen(t);
  for (size_t i = 0; i < length; i++)
    switch (t[i]) {
    case 'a':
    case 'b':
      break;
    default:
      return;
    }
  printf(t);
}
void byRange(int s) {
  const char *t = text(s);
  const char *p = t;
  char c;
  while ((c = *p++)) {
    if (c >= 'a' && c <= 'z')
      continue;
    if (c < '0' || c > '9')
      return;
  }
  printf(t);
}
void bySet(int s) {
  const char *t = text(s);
  for (size_t i = 0; t[i]; i++)
    if (!strchr("0123456789abcdef", t[i]))
      return;
  printf(t);
}
static const unsigned char Classes[256] = {['a'] = 1, ['b'] = 1};
void byTable(int s) {
  const char *t = text(s);
  for (size_t i = 0; t[i]; i++)
    if (Classes[(unsigned char)t[i]] != 1)
      return;
  printf(t);
}

// negative: the end is asked for after the loop, or a variable tells.
void after(int s) {
  const char *t = text(s);
  const char *p = t;
  while (isdigit((unsigned char)*p))
    p++;
  if (*p)
    return;
  printf(t);
}
void told(int s) {
  const char *t = text(s);
  int isGood = 1;
  for (int i = 0; t[i]; i++)
    if (!isalnum((unsigned char)t[i])) {
      isGood = 0;
      break;
    }
  if (isGood)
    printf(t);
}

// negative: another function looks at the text, and one at each character.
static int isAllowed(char c) { return isalnum((unsigned char)c) || c == '_'; }
static int isName(const char *name) {
  for (; *name; name++)
    if (!isAllowed(*name))
      return 0;
  return 1;
}
void byFunction(int s) {
  const char *t = text(s);
  if (isName(t))
    printf(t);
}

// negative: what is not allowed is replaced.
void replaced(int s) {
  char t[64];
  ssize_t n = recv(s, t, sizeof t - 1, 0);
  if (n <= 0)
    return;
  t[n] = 0;
  for (int i = 0; t[i]; i++)
    if (!isalnum((unsigned char)t[i]))
      t[i] = '_';
  printf(t);
}
