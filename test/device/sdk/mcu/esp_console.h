//===- device/sdk/mcu/esp_console.h - ESP-IDF console subset ------*- C -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef LUMEN_SDK_ESP_CONSOLE_H
#define LUMEN_SDK_ESP_CONSOLE_H

#include "esp_err.h"

typedef struct esp_console_repl_s esp_console_repl_t;

esp_err_t esp_console_start_repl(esp_console_repl_t *repl);

#endif
