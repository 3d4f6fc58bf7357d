// RUN: %check %s -- -std=c++20

typedef enum { WIFI_AUTH_OPEN, WIFI_AUTH_WPA2_PSK = 3 } wifi_auth_mode_t;
typedef struct {
  char ssid[32];
  char password[64];
  wifi_auth_mode_t authmode;
} wifi_ap_config_t;
typedef struct {
  char ssid[32];
  char password[64];
} wifi_sta_config_t;
typedef union {
  wifi_ap_config_t ap;
  wifi_sta_config_t sta;
} wifi_config_t;
extern "C" char *strcpy(char *to, const char *from);
extern "C" int cyw43_arch_enable_ap_mode(const char *ssid, const char *password, unsigned auth);

struct WiFiAPClass {
  bool softAP(const char *ssid, const char *passphrase = nullptr, int channel = 1);
} WiFi;

void constant() {
  // CHECK: :[[@LINE+2]]:{{[0-9]+}}: warning: 'password' gives the wireless network 'Lumen-Setup' a fixed passphrase, {{.*}} [firmcop-shared-wireless-passphrase]
  wifi_config_t setup = {.ap = {.ssid = "Lumen-Setup",
                                .password = "lumen-setup-1",
                                .authmode = WIFI_AUTH_WPA2_PSK}};
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'password' gives the wireless network 'of the device' a fixed passphrase
  strcpy(setup.ap.password, "lumen-setup-2");
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'WiFiAPClass::softAP' gives the wireless network 'Lumen' a fixed passphrase
  WiFi.softAP("Lumen", "lumen-setup-3");
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'cyw43_arch_enable_ap_mode' gives the wireless network 'Lumen' a fixed passphrase
  cyw43_arch_enable_ap_mode("Lumen", "lumen-setup-4", 0x00400004);
}

// negative: a passphrase per device, and an open network, which is for another rule.
void drawn(const char *label) {
  wifi_config_t service = {.ap = {.ssid = "Lumen-Service", .authmode = WIFI_AUTH_WPA2_PSK}};
  strcpy(service.ap.password, label);
  WiFi.softAP("Lumen", label);
  WiFi.softAP("Lumen");
  cyw43_arch_enable_ap_mode("Lumen", label, 0x00400004);
}

// negative: a network that the device joins is firmcop-hardcoded-credential's.
void join() {
  wifi_config_t home = {.sta = {.ssid = "Home", .password = "correct-horse"}};
  (void)home;
}
