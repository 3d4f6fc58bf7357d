// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "nrf5.h"
/* UART service: commands of a phone app */
static uint8_t pattern[16];
static char alias[18];
// finds input: firmcop-unchecked-length
static void set_pattern(const uint8_t *d, uint16_t n) { memcpy(pattern, d, n); }
static void set_pattern_ok(const uint8_t *d, uint16_t n) {
  if (n > sizeof pattern)
    n = sizeof pattern;
  memcpy(pattern, d, n);
}
static void set_alias(const uint8_t *d, uint16_t n) {
  // finds input: firmcop-unbounded-copy
  strcpy(alias, (const char *)d);
}
static void nus_data(ble_nus_evt_t *p_evt) {
  if (p_evt->type != BLE_NUS_EVT_RX_DATA)
    return;
  const uint8_t *d = p_evt->params.rx_data.p_data;
  uint16_t n = p_evt->params.rx_data.length;
  if (n < 2)
    return;
  switch (d[0]) {
  case 'p':
    set_pattern(d + 1, n - 1);
    break;
  case 'q':
    set_pattern_ok(d + 1, n - 1);
    break;
  case 'a':
    set_alias(d + 1, n - 1);
    break;
  case 'z':
    // misses debug: firmcop-hardcoded-auth-comparison
    if (n == 5 && d[1] == 0xDE && d[2] == 0xAD && d[3] == 0x13 && d[4] == 0x37)
      // finds debug: firmcop-debug-port-not-locked
      NRF_APPROTECT->DISABLE = 0x5A;
    break;
  }
}
void services_init(void) {
  static ble_nus_t nus;
  ble_nus_init_t init = {.data_handler = nus_data};
  // finds credentials: firmcop-hardcoded-credential
  static uint8_t passkey[] = "000000";
  ble_opt_t opt;
  opt.gap_opt.passkey.p_passkey = passkey;
  // misses credentials: firmcop-hardcoded-credential
  APP_ERROR_CHECK(sd_ble_opt_set(BLE_GAP_OPT_PASSKEY, &opt));
  APP_ERROR_CHECK(ble_nus_init(&nus, &init));
}
void passkey_ok(void) {
  static uint8_t passkey[7];
  ble_opt_t opt;
  APP_ERROR_CHECK(sd_rand_application_vector_get(passkey, 6));
  for (int i = 0; i < 6; i++)
    passkey[i] = '0' + passkey[i] % 10;
  opt.gap_opt.passkey.p_passkey = passkey;
  APP_ERROR_CHECK(sd_ble_opt_set(BLE_GAP_OPT_PASSKEY, &opt));
}
