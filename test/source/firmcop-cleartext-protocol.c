// RUN: %check %s -- -std=c11

typedef struct { int X; } CURL;
typedef enum { CURLOPT_URL = 10002 } CURLoption;
int curl_easy_setopt(CURL *handle, CURLoption option, ...);
struct mosquitto;
struct mosquitto *mosquitto_new(const char *id, int clean, void *obj);
int mosquitto_connect(struct mosquitto *m, const char *host, int port, int k);
int mosquitto_tls_set(struct mosquitto *m, const char *cafile, const char *p,
                      const char *c, const char *k, void *cb);
typedef void *MQTTClient;
int MQTTClient_create(MQTTClient *handle, const char *serverURI,
                      const char *id, int persistence, void *context);
typedef enum { HTTP_TRANSPORT_UNKNOWN, HTTP_TRANSPORT_OVER_TCP, HTTP_TRANSPORT_OVER_SSL } esp_http_client_transport_t;
typedef struct {
  const char *url;
  esp_http_client_transport_t transport_type;
} esp_http_client_config_t;

//===--- Found ------------------------------------------------------------===//

void plainMqtt(void) {
  struct mosquitto *M = mosquitto_new("lamp", 1, 0);
  // CHECK: :[[@LINE+1]]:3: warning: 'mosquitto_connect' uses {{.+}}; use its variant over TLS or DTLS, and check the peer's certificate. [firmcop-cleartext-protocol]
  mosquitto_connect(M, "broker.example", 1883, 60);
}

void upload(CURL *Curl) {
  // CHECK: :[[@LINE+1]]:39: warning: 'ftp://...@files.example/in/' uses 'ftp', which is not encrypted
  curl_easy_setopt(Curl, CURLOPT_URL, "ftp://lamp:x@files.example/in/");
}

void paho(MQTTClient *Client) {
  // CHECK: :[[@LINE+1]]:3: warning: 'MQTTClient_create' uses
  MQTTClient_create(Client, "tcp://broker.example:1883", "lamp", 1, 0);
}

void esp(void) {
  esp_http_client_config_t Config = {
      // CHECK: :[[@LINE+1]]:14: warning: 'http://api.example/state' uses 'http', which is not encrypted
      .url = "http://api.example/state",
      // CHECK: :[[@LINE+1]]:25: warning: 'transport_type' uses HTTP without TLS
      .transport_type = HTTP_TRANSPORT_OVER_TCP};
  (void)Config;
}

//===--- Not found --------------------------------------------------------===//

void mqttWithTls(void) {
  struct mosquitto *M = mosquitto_new("lamp", 1, 0);
  mosquitto_tls_set(M, "/etc/ca.pem", 0, 0, 0, 0);
  mosquitto_connect(M, "broker.example", 1883, 60);
}
static void secure(struct mosquitto *Client) {
  mosquitto_tls_set(Client, "/etc/ca.pem", 0, 0, 0, 0);
}
void mqttWithHelper(void) {
  struct mosquitto *M = mosquitto_new("lamp", 1, 0);
  secure(M);
  mosquitto_connect(M, "broker.example", 1883, 60);
}
void mqttFromElsewhere(struct mosquitto *M) {
  mosquitto_connect(M, "broker.example", 1883, 60);
}
void local(void) {
  struct mosquitto *M = mosquitto_new("lamp", 1, 0);
  mosquitto_connect(M, "localhost", 1883, 60);
  mosquitto_connect(M, "broker.example", 8883, 60);
}
void others(CURL *Curl, MQTTClient *Client, const char *Url) {
  curl_easy_setopt(Curl, CURLOPT_URL, "https://files.example/in/");
  curl_easy_setopt(Curl, CURLOPT_URL, "http://[::1]:8080/status");
  curl_easy_setopt(Curl, CURLOPT_URL, "http://files.example/lamp.bin");
  curl_easy_setopt(Curl, CURLOPT_URL, Url);
  MQTTClient_create(Client, "ssl://broker.example:8883", "lamp", 1, 0);
  MQTTClient_create(Client, "tcp://127.0.0.1:1883", "lamp", 1, 0);
}
