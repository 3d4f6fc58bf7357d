// RUN: %check %s -- -std=c11

int printf(const char *format, ...);
int esp_wifi_connect(void);
void esp_restart(void);
struct sockaddr;
int connect(int s, const struct sockaddr *address, unsigned length);
void retry_later(void);

void station(void) {
  if (esp_wifi_connect() != 0)
    // CHECK: :[[@LINE+1]]:5: warning: 'esp_restart' is what happens when 'esp_wifi_connect' fails, {{.*}} [firmcop-reboot-on-network-loss]
    esp_restart();
}
void server(int s, const struct sockaddr *address) {
  int result = connect(s, address, 16);
  if (result < 0) {
    printf("no server\n");
    // CHECK: :[[@LINE+1]]:5: warning: 'esp_restart' is what happens when 'connect' fails
    esp_restart();
  }
}

// negative: another reaction, a restart for another reason.
void patient(int s, const struct sockaddr *address, int updated) {
  if (connect(s, address, 16) != 0)
    retry_later();
  if (updated)
    esp_restart();
}
