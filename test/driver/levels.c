// A rule tells a case that is milder than others at another level: what somebody
// has to ask for, and a text of which only the owner knows the length.
// RUN: %firmcop-tidy %s --export-sarif=%t.sarif --fail-on=none -- -w \
// RUN:     > /dev/null 2> /dev/null
// RUN: python3 %test/driver/Inputs/results.py %t.sarif | FileCheck %s

typedef void CURL;
typedef enum { CURLOPT_SSL_VERIFYPEER = 64 } CURLoption;
int curl_easy_setopt(CURL *handle, CURLoption option, ...);
int system(const char *command);
char *getenv(const char *name);
char *strcpy(char *to, const char *from);
int sprintf(char *to, const char *format, ...);
struct settings { int insecure; };

void asked(CURL *handle, const struct settings *of) {
  if (of->insecure)
    // CHECK-DAG: firmcop-certificate-check-disabled {{[a-z]+}} note levels.c:[[@LINE+1]]
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 0L);
}
void always(CURL *handle) {
  if (handle)
    // CHECK-DAG: firmcop-certificate-check-disabled {{[a-z]+}} error levels.c:[[@LINE+1]]
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 0L);
}
void unknown(const char *text) {
  char name[16];
  // CHECK-DAG: firmcop-unbounded-copy {{[a-z]+}} note levels.c:[[@LINE+1]]
  strcpy(name, text);
}
void tooLong(void) {
  char name[4];
  // CHECK-DAG: firmcop-unbounded-copy {{[a-z]+}} error levels.c:[[@LINE+1]]
  strcpy(name, "much too long");
}
void setting(void) {
  char line[300];
  sprintf(line, "ping %.200s", getenv("PEER"));
  // CHECK-DAG: firmcop-command-injection {{[a-z]+}} note levels.c:[[@LINE+1]]
  system(line);
}
void caller(const char *host) {
  char line[300];
  sprintf(line, "ping %.200s", host);
  // CHECK-DAG: firmcop-command-injection {{[a-z]+}} warning levels.c:[[@LINE+1]]
  system(line);
}
