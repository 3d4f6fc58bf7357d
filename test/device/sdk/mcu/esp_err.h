//===- device/sdk/mcu/esp_err.h - ESP-IDF error type --------------*- C -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef LUMEN_SDK_ESP_ERR_H
#define LUMEN_SDK_ESP_ERR_H

typedef int esp_err_t;
#define ESP_OK 0
#define ESP_FAIL -1

#endif
