// RUN: %check %s -- -std=c++20

extern "C" {
int wifi_prov_mgr_start_provisioning(int security, const void *pop, const char *name, const char *key);
int wifi_prov_mgr_stop_provisioning(void);
int esp_timer_start_once(void *timer, unsigned long long us);
int esp_zb_bdb_open_network(unsigned char seconds);
}

// negative: a timer stops it.
static void stop(void *) { wifi_prov_mgr_stop_provisioning(); }
void setup(void *timer, const void *pop) {
  esp_timer_start_once(timer, 180'000'000);
  wifi_prov_mgr_start_provisioning(1, pop, "Lumen", nullptr);
  stop(nullptr);
  // What says "for ever" itself is found whatever stands beside it.
  // CHECK: :[[@LINE+1]]:3: warning: 'esp_zb_bdb_open_network'
  esp_zb_bdb_open_network(255);
}
