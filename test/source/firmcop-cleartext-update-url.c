// RUN: %check %s -- -std=c11

typedef struct { int X; } CURL;
typedef enum { CURLOPT_URL = 10002, CURLOPT_USERAGENT = 10018 } CURLoption;
int curl_easy_setopt(CURL *handle, CURLoption option, ...);
int snprintf(char *s, unsigned long n, const char *format, ...);
int system(const char *command);
typedef struct { const char *url; const char *cert_pem; } esp_http_client_config_t;
int printf(const char *format, ...);

//===--- Found ------------------------------------------------------------===//

// CHECK: :[[@LINE+1]]:20: warning: The update source 'http://ota.lamps.example/lamp' uses http without encryption; {{.+}} [firmcop-cleartext-update-url]
#define OTA_SERVER "http://ota.lamps.example/lamp"

// CHECK: :[[@LINE+1]]:38: warning: The update source 'ftp://...@files.example/' uses ftp without encryption;
static const char *FirmwareBaseUrl = "ftp://lamp:secret@files.example/";

void byPath(CURL *Curl) {
  // CHECK: :[[@LINE+1]]:39: warning: The update source 'http://files.example/v2/lamp.bin?x=1' uses http without encryption
  curl_easy_setopt(Curl, CURLOPT_URL, "http://files.example/v2/lamp.bin?x=1");
}

void byFunction(CURL *Curl);
void ota_check(CURL *Curl) {
  // CHECK: :[[@LINE+1]]:39: warning: The update source 'http://files.example/newest' uses http without encryption
  curl_easy_setopt(Curl, CURLOPT_URL, "http://files.example/newest");
}

void byFormat(CURL *Curl, const char *Model) {
  char Url[128];
  // CHECK: :[[@LINE+1]]:29: warning: The update source 'http://files.example/%s/firmware/latest' uses http without encryption
  snprintf(Url, sizeof Url, "http://files.example/%s/firmware/latest", Model);
  curl_easy_setopt(Curl, CURLOPT_URL, Url);
}

struct Options { const char *UpdateUrl; };
struct Options Defaults(void) {
  // CHECK: :[[@LINE+1]]:41: warning: The update source 'http://u.example/' uses http without encryption
  struct Options Result = {.UpdateUrl = "http://u.example/"};
  return Result;
}

int byCommand(void) {
  // CHECK: :[[@LINE+1]]:17: warning: The update source 'http://u.example/update/fw.swu' uses http without encryption
  return system("wget -O /tmp/fw http://u.example/update/fw.swu");
}

void useOnce(CURL *Curl) {
  curl_easy_setopt(Curl, CURLOPT_URL, OTA_SERVER);
  curl_easy_setopt(Curl, CURLOPT_URL, OTA_SERVER);
  printf("%s", FirmwareBaseUrl);
}

//===--- Not found --------------------------------------------------------===//

#define OTA_SERVER_SAFE_URL "https://ota.lamps.example/lamp"
#define UPDATE_URL_SCHEME "http://"
static const char *UpdateNamespaceUri = "http://www.w3.org/2001/XMLSchema";
static const char *TestUpdateUrl = "http://localhost:8000/lamp.bin";
static const char *LoopbackUpdateUrl = "http://127.0.0.1/lamp.bin";
static const char *HelpPage = "http://lamps.example/help/firmware/";

void notAnUpdate(CURL *Curl) {
  curl_easy_setopt(Curl, CURLOPT_URL, "http://files.example/weather.json");
  curl_easy_setopt(Curl, CURLOPT_URL, "https://files.example/lamp.bin");
  curl_easy_setopt(Curl, CURLOPT_USERAGENT, "see http://lamps.example/lamp.bin");
  printf("%s%s%s%s%s", UpdateNamespaceUri, TestUpdateUrl, LoopbackUpdateUrl,
         HelpPage, UPDATE_URL_SCHEME OTA_SERVER_SAFE_URL);
  printf("get firmware from http://lamps.example/firmware.bin");
  system("ping -c 1 http://lamps.example/firmware.bin");
}
