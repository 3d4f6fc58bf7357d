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
int sscanf(const char *text, const char *format, ...);
typedef struct file FILE;
int fscanf(FILE *from, const char *format, ...);
void words(FILE *file, const char *text) {
  char word[8];
  // CHECK-DAG: firmcop-unbounded-copy {{[a-z]+}} note levels.c:[[@LINE+1]]
  fscanf(file, "%s", word);
  // CHECK-DAG: firmcop-unbounded-copy {{[a-z]+}} error levels.c:[[@LINE+1]]
  sscanf(text, "%s", word);
}
typedef struct evp_md_st EVP_MD;
const EVP_MD *EVP_md5(void);
const EVP_MD *EVP_md4(void);
const EVP_MD *EVP_sha1(void);
const EVP_MD *any(int which) {
  if (which == 1)
    // CHECK-DAG: firmcop-weak-hash {{[a-z]+}} note levels.c:[[@LINE+1]]
    return EVP_md5();
  return which == 2 ? EVP_md4() : EVP_sha1();
}
const EVP_MD *one(void) {
  // CHECK-DAG: firmcop-weak-hash {{[a-z]+}} warning levels.c:[[@LINE+1]]
  return EVP_md5();
}
