// RUN: %check %s -- -std=c11

typedef enum { WIFI_AUTH_OPEN, WIFI_AUTH_WEP, WIFI_AUTH_WPA2_PSK } wifi_auth_mode_t;
typedef struct {
  char ssid[32];
  wifi_auth_mode_t authmode;
} wifi_ap_config_t;

void weak(wifi_ap_config_t *ap) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: {{.*}} starts a network without a passphrase, so {{.+}} [firmcop-open-setup-access-point]
  ap->authmode = WIFI_AUTH_OPEN;
}

// Negative: a network with a passphrase.
void safe(wifi_ap_config_t *ap) {
  ap->authmode = WIFI_AUTH_WPA2_PSK;
}
