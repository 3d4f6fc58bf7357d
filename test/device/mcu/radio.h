//===- device/mcu/radio.h - Wi-Fi co-processor --------------------*- C -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef LUMEN_MCU_RADIO_H
#define LUMEN_MCU_RADIO_H

#include "esp_console.h"

#define RADIO_PASSPHRASE_LEN 17

esp_err_t radio_start_setup_network(void);
esp_err_t radio_start_service_network(char passphrase[RADIO_PASSPHRASE_LEN]);
esp_err_t radio_join_production_line(void);
esp_err_t radio_join_home(const char *ssid, const char *passphrase);
esp_err_t radio_start_console(esp_console_repl_t *repl);

#endif // LUMEN_MCU_RADIO_H
