// RUN: %check %s -- -std=c11

typedef unsigned long size_t;
typedef long ssize_t;
ssize_t recv(int s, void *buffer, size_t n, int flags);
char *getenv(const char *name);

int esp_read_mac(unsigned char *mac, int type);
void *memcpy(void *d, const void *s, size_t n);
int mosquitto_username_pw_set(void *client, const char *name, const char *password);
int mbedtls_gcm_setkey(void *context, int cipher, const unsigned char *key, unsigned bits);
void esp_fill_random(void *buffer, size_t n);

void key(void *context) {
  unsigned char mac[6], bytes[16] = {0};
  esp_read_mac(mac, 0);
  memcpy(bytes, mac, 6);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The secret that 'mbedtls_gcm_setkey' is given is made of a number of the device that is no secret; {{.*}} [firmcop-password-derived-from-identifier]
  mbedtls_gcm_setkey(context, 2, bytes, 128);
}

// negative: random, and an identifier as a name.
void sound(void *context, void *client, const char *password) {
  unsigned char bytes[16], mac[7] = {0};
  esp_fill_random(bytes, sizeof bytes);
  mbedtls_gcm_setkey(context, 2, bytes, 128);
  esp_read_mac(mac, 0);
  mosquitto_username_pw_set(client, (const char *)mac, password);
}

// Digits of the number are the number.
int snprintf(char *out, size_t n, const char *format, ...);
void digits(void *client, int unit) {
  unsigned char mac[6];
  char password[16], name[16];
  esp_read_mac(mac, 0);
  snprintf(password, sizeof password, "%02x%02x", mac[4], mac[5]);
  snprintf(name, sizeof name, "unit-%d", unit);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The secret that 'mosquitto_username_pw_set' is given is made of a number of the device
  mosquitto_username_pw_set(client, name, password);
  mosquitto_username_pw_set(client, password, getenv("BROKER"));
}
