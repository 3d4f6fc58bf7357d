// RUN: %check %s -- -std=c++20

enum wifi_auth_mode_t { WIFI_AUTH_OPEN, WIFI_AUTH_WEP, WIFI_AUTH_WPA2_PSK = 3 };
typedef struct {
  unsigned char ssid[32];
  unsigned char password[64];
  wifi_auth_mode_t authmode;
} wifi_ap_config_t;
typedef struct {
  unsigned char ssid[32];
  struct {
    wifi_auth_mode_t authmode;
  } threshold;
} wifi_sta_config_t;
typedef union {
  wifi_ap_config_t ap;
  wifi_sta_config_t sta;
} wifi_config_t;
int esp_wifi_set_config(int interface, wifi_config_t *conf);

class WiFiAPClass {
public:
  bool softAP(const char *ssid, const char *passphrase = nullptr,
              int channel = 1);
};
WiFiAPClass WiFi;

int initialiser() {
  wifi_config_t setup = {.ap = {.ssid = "Lumen-Setup",
                                // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'authmode' starts a network without a passphrase, {{.+}} [firmcop-open-setup-access-point]
                                .authmode = WIFI_AUTH_OPEN}};
  return esp_wifi_set_config(1, &setup);
}

int assignment(wifi_config_t &setup) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'authmode' starts WEP,
  setup.ap.authmode = WIFI_AUTH_WEP;
  return esp_wifi_set_config(1, &setup);
}

void arduino() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'WiFiAPClass::softAP' starts
  WiFi.softAP("Lumen-Setup");
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'WiFiAPClass::softAP' starts
  WiFi.softAP("Lumen-Setup", nullptr, 6);
}

// negative: protected, a passphrase of the device, a station.
void closed(const char *passphrase, wifi_auth_mode_t mode) {
  wifi_config_t service = {.ap = {.ssid = "Lumen-Service",
                                  .authmode = WIFI_AUTH_WPA2_PSK}};
  esp_wifi_set_config(1, &service);
  service.ap.authmode = mode;
  wifi_config_t station = {.sta = {.threshold = {.authmode = WIFI_AUTH_OPEN}}};
  esp_wifi_set_config(0, &station);
  WiFi.softAP("Lumen-Service", passphrase);
}
