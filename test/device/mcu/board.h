//===- device/mcu/board.h - Pan/tilt motor controller -------------*- C -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef LUMEN_MCU_BOARD_H
#define LUMEN_MCU_BOARD_H

#include "psa/crypto.h"
#include "stm32f4xx_hal.h"

// Persistent key slot with the public half of the release key.
#define BOARD_RELEASE_KEY ((psa_key_id_t)0x4c4d0001)

void board_start(int pilot_run);
HAL_StatusTypeDef board_protect_pilot(void);
HAL_StatusTypeDef board_protect_series(void);
HAL_StatusTypeDef board_install_firmware(const uint32_t *image, uint32_t words);
HAL_StatusTypeDef board_install_boot_code(const uint32_t *code, uint32_t words,
                                          const uint8_t signature[64]);

#endif // LUMEN_MCU_BOARD_H
