// RUN: %check %s -- -std=c11

typedef enum { WIFI_PROV_SECURITY_0, WIFI_PROV_SECURITY_1 } wifi_prov_security_t;
int wifi_prov_mgr_start_provisioning(wifi_prov_security_t security, const void *parameters, const char *name, const char *key);
int esp_smartconfig_start(const void *config);

void open(const char *name, const void *config) {
  // CHECK: :[[@LINE+1]]:3: warning: 'wifi_prov_mgr_start_provisioning' is provisioning with security 0, {{.*}} [firmcop-unprotected-provisioning]
  wifi_prov_mgr_start_provisioning(WIFI_PROV_SECURITY_0, 0, name, 0);
  // CHECK: :[[@LINE+1]]:3: warning: 'esp_smartconfig_start' is SmartConfig
  esp_smartconfig_start(config);
}

// negative: with a proof of possession.
void proven(const char *name, const char *proof) {
  wifi_prov_mgr_start_provisioning(WIFI_PROV_SECURITY_1, proof, name, 0);
}
