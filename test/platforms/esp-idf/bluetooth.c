// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "esp_idf.h"
static uint8_t profile[20];
static struct {
  uint8_t len;
  char text[30];
} label;
static void set_passkey(void) {
  // misses credentials: firmcop-hardcoded-credential
  uint32_t passkey = 123456;
  // misses credentials: firmcop-hardcoded-credential
  esp_ble_gap_set_security_param(ESP_BLE_SM_SET_STATIC_PASSKEY, &passkey,
                                 sizeof passkey);
}
static void set_passkey_ok(void) {
  uint32_t passkey = esp_random() % 1000000;
  esp_ble_gap_set_security_param(ESP_BLE_SM_SET_STATIC_PASSKEY, &passkey,
                                 sizeof passkey);
}
static void write_profile(struct gatts_write_evt_param *w) {
  // finds input: firmcop-unchecked-length
  memcpy(profile + w->offset, w->value, w->len);
}
static void write_profile_ok(struct gatts_write_evt_param *w) {
  if (w->offset > sizeof profile || w->len > sizeof profile - w->offset)
    return;
  memcpy(profile + w->offset, w->value, w->len);
}
static void write_label(const uint8_t *v, uint16_t n) {
  label.len = v[0];
  // misses input: firmcop-unchecked-index
  for (uint8_t i = 0; i < label.len; i++)
    // finds input: firmcop-unchecked-index
    label.text[i] = v[1 + i];
}
static void on_gatts(esp_gatts_cb_event_t event, esp_gatt_if_t gatts_if,
                     esp_ble_gatts_cb_param_t *param) {
  if (event != ESP_GATTS_WRITE_EVT)
    return;
  switch (param->write.handle) {
  case 40:
    write_profile(&param->write);
    break;
  case 42:
    write_profile_ok(&param->write);
    break;
  case 44:
    write_label(param->write.value, param->write.len);
    break;
  }
}
void ble_start(bool fixed) {
  if (fixed)
    set_passkey();
  else
    set_passkey_ok();
  esp_ble_gatts_register_callback(on_gatts);
}
