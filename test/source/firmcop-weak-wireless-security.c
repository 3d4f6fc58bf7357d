// RUN: %check %s -- -std=c11

typedef enum {
  WIFI_AUTH_OPEN,
  WIFI_AUTH_WEP,
  WIFI_AUTH_WPA_PSK,
  WIFI_AUTH_WPA2_PSK,
  WIFI_AUTH_WPA_WPA2_PSK
} wifi_auth_mode_t;
typedef enum { WIFI_CIPHER_TYPE_TKIP = 3, WIFI_CIPHER_TYPE_CCMP } wifi_cipher_type_t;
typedef struct {
  wifi_auth_mode_t authmode;
} wifi_scan_threshold_t;
typedef struct {
  wifi_auth_mode_t authmode;
  wifi_cipher_type_t pairwise_cipher;
} wifi_ap_config_t;
typedef struct {
  wifi_scan_threshold_t threshold;
} wifi_sta_config_t;
struct ble_hs_cfg {
  unsigned sm_bonding : 1, sm_mitm : 1, sm_sc : 1;
};
extern struct ble_hs_cfg ble_hs_cfg;
int cyw43_arch_wifi_connect_timeout_ms(const char *ssid, const char *pw, unsigned auth, unsigned timeout);
#define CYW43_AUTH_WPA_TKIP_PSK 0x00200002
#define CYW43_AUTH_WPA2_AES_PSK 0x00400004

void weak(const char *pw) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'authmode' chooses WPA of 2003 beside WPA2; use WPA2 {{.*}} [firmcop-weak-wireless-security]
  wifi_ap_config_t ap = {.authmode = WIFI_AUTH_WPA_WPA2_PSK};
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'pairwise_cipher' chooses the cipher TKIP
  ap.pairwise_cipher = WIFI_CIPHER_TYPE_TKIP;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'authmode' chooses WEP as the weakest mode that is accepted
  wifi_sta_config_t sta = {.threshold.authmode = WIFI_AUTH_WEP};
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'sm_sc' chooses legacy pairing
  ble_hs_cfg.sm_sc = 0;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'cyw43_arch_wifi_connect_timeout_ms' chooses WPA of 2003 with TKIP
  cyw43_arch_wifi_connect_timeout_ms("home", pw, CYW43_AUTH_WPA_TKIP_PSK, 30000);
  (void)ap;
  (void)sta;
}

// negative: what is strong, and what is only looked at.
int strong(const char *pw, wifi_auth_mode_t seen) {
  wifi_ap_config_t ap = {.authmode = WIFI_AUTH_WPA2_PSK, .pairwise_cipher = WIFI_CIPHER_TYPE_CCMP};
  wifi_sta_config_t sta = {.threshold.authmode = WIFI_AUTH_WPA2_PSK};
  ble_hs_cfg.sm_sc = 1;
  cyw43_arch_wifi_connect_timeout_ms("home", pw, CYW43_AUTH_WPA2_AES_PSK, 30000);
  return seen == WIFI_AUTH_WEP || ap.authmode == sta.threshold.authmode;
}
