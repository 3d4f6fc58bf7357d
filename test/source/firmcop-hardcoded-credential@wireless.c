// RUN: %check %s -- -std=c11

// Passkeys are numbers, and some libraries wrap texts in records.

typedef unsigned char uint8_t;
typedef unsigned int uint32_t;
struct mqtt_utf8 {
  const uint8_t *utf8;
  uint32_t size;
};
struct mqtt_client {
  void *broker;
  struct mqtt_utf8 *user_name, *password;
};
typedef enum {
  ESP_BLE_SM_PASSKEY,
  ESP_BLE_SM_SET_STATIC_PASSKEY = 7
} esp_ble_sm_param_t;
int esp_ble_gap_set_security_param(esp_ble_sm_param_t param_type, void *value,
                                   uint8_t len);
int bt_passkey_set(unsigned int passkey);
uint32_t esp_random(void);
int mqtt_connect(struct mqtt_client *client);

#define TEXT(t) {(const uint8_t *)(t), sizeof(t) - 1}
static struct mqtt_utf8 user = TEXT("valve");
// CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password given to 'password' is fixed in the program (se... (17 characters)), {{.*}} [firmcop-hardcoded-credential]
static struct mqtt_utf8 fixed = TEXT("seven-brass-rings");
static struct mqtt_utf8 stored;

void broker(struct mqtt_client *client, const uint8_t *text, uint32_t size) {
  client->user_name = &user;
  client->password = &fixed;
  mqtt_connect(client);
  stored.utf8 = text;
  stored.size = size;
  client->password = &stored;
  mqtt_connect(client);
}
void pair(void) {
  uint32_t drawn = esp_random() % 1000000;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password given to 'bt_passkey_set' is fixed in the program (a fixed number),
  bt_passkey_set(246810);
  // negative: drawn, another setting, and that there is none.
  bt_passkey_set(drawn);
  bt_passkey_set(0);
  esp_ble_gap_set_security_param(ESP_BLE_SM_SET_STATIC_PASSKEY, &drawn,
                                 sizeof drawn);
}
