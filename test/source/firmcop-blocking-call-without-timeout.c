// RUN: %check %s -- -std=c11

typedef unsigned long size_t;
int curl_easy_setopt(void *handle, int option, ...);
int curl_easy_perform(void *handle);
long recv(int s, void *buffer, size_t n, int flags);
struct sockaddr;
int connect(int s, const struct sockaddr *address, unsigned length);
#define CURLOPT_URL 10002

int fetch(void *curl, const char *url) {
  curl_easy_setopt(curl, CURLOPT_URL, url);
  // CHECK: :[[@LINE+1]]:10: warning: 'curl_easy_perform' waits for as long as the peer likes, since nothing here sets a limit of time; set CURLOPT_TIMEOUT and handle what it means. [firmcop-blocking-call-without-timeout]
  return curl_easy_perform(curl);
}
long ask(int s, const struct sockaddr *address, char *buffer) {
  if (connect(s, address, 16))
    return -1;
  // CHECK: :[[@LINE+1]]:10: warning: 'recv' waits for as long as the peer likes, {{.*}} set SO_RCVTIMEO
  return recv(s, buffer, 16, 0);
}
// One finding of each function is enough.
long again(int s, char *buffer) { return recv(s, buffer, 16, 0); }
