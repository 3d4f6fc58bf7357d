// RUN: %check %s -- -std=c11 -Wno-deprecated-declarations

typedef unsigned long size_t;
typedef struct FILE FILE;
char *gets(char *s);
char *strcpy(char *d, const char *s);
char *strcat(char *d, const char *s);
char *strncpy(char *d, const char *s, size_t n);
int sprintf(char *s, const char *format, ...);
int snprintf(char *s, size_t n, const char *format, ...);
int vsprintf(char *s, const char *format, __builtin_va_list list);
int scanf(const char *format, ...);
int sscanf(const char *s, const char *format, ...);
size_t strlen(const char *s);
char *fgets(char *s, int n, FILE *f);
void *malloc(size_t n);
char *getenv(const char *name);
struct in_addr { unsigned s_addr; };
char *inet_ntoa(struct in_addr in);
struct user { char name[32]; int id; };

void parameter(const char *text) {
  char name[32];
  // CHECK: :[[@LINE+1]]:3: warning: 'strcpy' copies 'text' into 'name', which holds 32 bytes, without a bound; {{.*}} [firmcop-unbounded-copy]
  strcpy(name, text);
}
void field(struct user *user, const char *text) {
  // CHECK: :[[@LINE+1]]:3: warning: 'strcpy' copies 'text' into 'name', which holds 32 bytes
  strcpy(user->name, text);
}
void environment(void) {
  char path[64] = "/tmp/";
  // CHECK: :[[@LINE+1]]:3: warning: 'strcat' copies the result of 'getenv' into 'path'
  strcat(path, getenv("FILE"));
}
void format(const char *host, int port) {
  char url[64];
  // CHECK: :[[@LINE+1]]:3: warning: 'sprintf' copies 'host' into 'url', which holds 64 bytes
  sprintf(url, "mqtt://%s:%d/", host, port);
}
void line(void) {
  char buffer[80];
  // CHECK: :[[@LINE+1]]:3: warning: 'gets' copies a line of input into 'buffer', which holds 80 bytes
  gets(buffer);
}
void word(const char *input) {
  char key[16], value[16];
  // CHECK: :[[@LINE+1]]:3: warning: 'scanf' copies a word of input into 'key', which holds 16 bytes
  scanf("%s", key);
  // CHECK: :[[@LINE+1]]:3: warning: 'sscanf' copies a word of input into 'value'
  sscanf(input, "%15[^=]=%s", key, value);
}
void largerArray(void) {
  char large[64], small[16];
  fgets(large, sizeof large, 0);
  // CHECK: :[[@LINE+1]]:3: warning: 'strcpy' copies 'large' into 'small', which holds 16 bytes
  strcpy(small, large);
}
void tooLong(void) {
  char name[4];
  // CHECK: :[[@LINE+1]]:3: warning: 'strcpy' copies a text into 'name', which holds 4 bytes
  strcpy(name, "camera");
}
void list(const char *text, __builtin_va_list values) {
  char buffer[128];
  // CHECK: :[[@LINE+1]]:3: warning: 'vsprintf' copies values of unknown length into 'buffer'
  vsprintf(buffer, text, values);
}

// negative: constants that fit, in every shape.
void constants(int on, struct in_addr address) {
  char name[32], url[64];
  strcpy(name, "camera");
  strcat(name, on ? "-on" : "-off");
  sprintf(url, "http://%s/", on ? "a" : "b");
  sprintf(url, "%d.%d", on, on);
  sprintf(url, "http://%s/", inet_ntoa(address));
}

// negative: bounded by an array, a precision, a width or a measured length.
void bounded(const char *text) {
  char name[32], url[64], key[16];
  snprintf(name, sizeof name, "%s", text);
  strcpy(url, name);
  sprintf(url, "id=%s", name);
  sprintf(url, "%.20s", text);
  sscanf(text, "%15s", key);
  if (strlen(text) < sizeof key)
    strcpy(key, text);
}
void measured(const char *text) {
  char name[32];
  size_t length = strlen(text);
  if (length >= sizeof name)
    return;
  strcpy(name, text);
}
void wordOfShortLine(void) {
  char line[32], word[32];
  fgets(line, sizeof line, 0);
  sscanf(line, "%s", word);
}

// negative: the destination is made for the text, or unknown.
char *copy(const char *text) {
  char *result = malloc(strlen(text) + 1);
  strcpy(result, text);
  return result;
}
void out(char *destination, const char *text) { strcpy(destination, text); }

// negative: a precision in the arguments.
void boundedByArgument(const char *text, int length) {
  char name[19];
  sprintf(name, "{%.*s}", (int)sizeof name - 3, text);
  sprintf(name, "%.*s", length, text);
}
void boundedTooFar(const char *text) {
  char name[19];
  // CHECK: :[[@LINE+1]]:3: warning: 'sprintf' copies 'text' into 'name', which holds 19 bytes
  sprintf(name, "{%.*s}", (int)sizeof name, text);
}

// negative: what all callers of a local function pass fits.
struct process {
  char name[16];
};
static void show(const char *title) {
  char line[32];
  sprintf(line, "[%s]", title);
}
static void showIndirectly(const char *title) { show(title); }
void showTitles(const struct process *one) {
  show("camera");
  showIndirectly(one->name);
}
// One caller passes any text; another function changes what it was given.
static void showAny(const char *title) {
  char line[32];
  // CHECK: :[[@LINE+1]]:3: warning: 'strcpy' copies 'title' into 'line', which holds 32 bytes
  strcpy(line, title);
}
static void showOther(const char *title) {
  char line[32];
  title = getenv("TITLE");
  // CHECK: :[[@LINE+1]]:3: warning: 'strcpy' copies 'title' into 'line', which holds 32 bytes
  strcpy(line, title);
}
void showAll(const char *text) {
  showAny("camera");
  showAny(text);
  showOther("camera");
}

// negative: a constant that another file defines, elements of an array of
// texts, an array whose length was measured.
extern const char DefaultPath[];
void others(const struct process *one) {
  char path[35], words[4][5], line[24], small[8];
  strcpy(path, DefaultPath);
  strcpy(path, DefaultPath + 5);
  sprintf(line, "%s:%s:%s", words[0], words[1], words[2]);
  if (strlen(one->name) < sizeof small)
    strcpy(small, one->name);
}
void smallElements(const struct process *one) {
  char words[4][5];
  // CHECK: :[[@LINE+1]]:3: warning: 'strcpy' copies 'name' into 'words', which holds 5 bytes
  strcpy(words[0], one->name);
}
