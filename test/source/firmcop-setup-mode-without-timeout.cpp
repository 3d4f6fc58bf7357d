// RUN: %check %s -- -std=c++20

extern "C" {
int wifi_prov_mgr_start_provisioning(int security, const void *pop, const char *name, const char *key);
int esp_zb_bdb_open_network(unsigned char seconds);
}
struct WiFiManager {
  bool autoConnect(const char *name);
};

void setup(const void *pop) {
  // CHECK: :[[@LINE+1]]:3: warning: 'wifi_prov_mgr_start_provisioning' lets whoever is near set the device up, and nothing here ends that after a time; {{.*}} [firmcop-setup-mode-without-timeout]
  wifi_prov_mgr_start_provisioning(1, pop, "Lumen", nullptr);
  WiFiManager manager;
  // CHECK: :[[@LINE+1]]:3: warning: 'autoConnect' opens a network for set-up until somebody uses it
  manager.autoConnect("Lumen");
  // CHECK: :[[@LINE+1]]:3: warning: 'esp_zb_bdb_open_network' lets every device join the network
  esp_zb_bdb_open_network(0xff);
}

// negative: three minutes.
void join() { esp_zb_bdb_open_network(180); }
