//===- device/mcu/radio.c - Wi-Fi co-processor --------------------*- C -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// ESP32-C3 behind the lens. It brings up the set-up network of a new camera,
// the network the service tablet joins, and the link on the production line.
//
//===----------------------------------------------------------------------===//
#include "radio.h"

#include "esp_console.h"
#include "esp_wifi.h"

#include <string.h>

// A new camera shows up as "Lumen-Setup" until the app has given it the
// owner's network.
esp_err_t radio_start_setup_network(void) {
  wifi_config_t setup = {.ap = {.ssid = "Lumen-Setup",
                                .ssid_len = 11,
                                .channel = 6,
                                .authmode = WIFI_AUTH_OPEN,
                                .max_connection = 4,
                                .beacon_interval = 100}};
  if (esp_wifi_set_mode(WIFI_MODE_AP) != ESP_OK ||
      esp_wifi_set_config(WIFI_IF_AP, &setup) != ESP_OK)
    return ESP_FAIL;
  return esp_wifi_start();
}

// The passphrase is shown as a QR code on the service tablet, drawn anew for
// every session.
esp_err_t radio_start_service_network(char passphrase[RADIO_PASSPHRASE_LEN]) {
  static const char alphabet[] = "abcdefghijkmnopqrstuvwxyz23456789";
  wifi_config_t service = {.ap = {.ssid = "Lumen-Service",
                                  .ssid_len = 13,
                                  .channel = 11,
                                  .authmode = WIFI_AUTH_WPA2_PSK,
                                  .max_connection = 1,
                                  .beacon_interval = 100}};
  uint8_t raw[RADIO_PASSPHRASE_LEN];
  esp_fill_random(raw, sizeof raw);
  for (size_t i = 0; i + 1 < RADIO_PASSPHRASE_LEN; ++i)
    passphrase[i] = alphabet[raw[i] % (sizeof alphabet - 1)];
  passphrase[RADIO_PASSPHRASE_LEN - 1] = '\0';
  memcpy(service.ap.password, passphrase, RADIO_PASSPHRASE_LEN);
  if (esp_wifi_set_mode(WIFI_MODE_AP) != ESP_OK ||
      esp_wifi_set_config(WIFI_IF_AP, &service) != ESP_OK)
    return ESP_FAIL;
  return esp_wifi_start();
}

// The line's access point measures the antenna.
esp_err_t radio_join_production_line(void) {
  wifi_config_t line = {
      .sta = {.ssid = "lumen-line4", .password = "c4libr4te-antenna"}};
  if (esp_wifi_set_mode(WIFI_MODE_STA) != ESP_OK ||
      esp_wifi_set_config(WIFI_IF_STA, &line) != ESP_OK)
    return ESP_FAIL;
  return esp_wifi_start();
}

// The owner's network, as the app sent it.
esp_err_t radio_join_home(const char *ssid, const char *passphrase) {
  wifi_config_t home = {.sta = {.ssid = ""}};
  if (strlen(ssid) > sizeof home.sta.ssid ||
      strlen(passphrase) > sizeof home.sta.password)
    return ESP_FAIL;
  memcpy(home.sta.ssid, ssid, strlen(ssid));
  memcpy(home.sta.password, passphrase, strlen(passphrase));
  if (esp_wifi_set_mode(WIFI_MODE_STA) != ESP_OK ||
      esp_wifi_set_config(WIFI_IF_STA, &home) != ESP_OK)
    return ESP_FAIL;
  return esp_wifi_start();
}

// Commands for the antenna test, on the test points of the radio.
esp_err_t radio_start_console(esp_console_repl_t *repl) {
  return esp_console_start_repl(repl);
}
