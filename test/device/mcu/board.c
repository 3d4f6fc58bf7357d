//===- device/mcu/board.c - Pan/tilt motor controller -------------*- C -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// STM32F411 on the motor board. It drives two steppers, watches their end
// switches and takes new firmware from the camera over SPI.
//
//===----------------------------------------------------------------------===//
#include "board.h"

#define STAGING_ADDRESS 0x08040000u

// Boards of the pilot run come back to the bench often, so their flash stays
// readable.
HAL_StatusTypeDef board_protect_pilot(void) {
  FLASH_OBProgramInitTypeDef options = {.OptionType = OPTIONBYTE_RDP,
                                        .RDPLevel = OB_RDP_LEVEL_0};
  HAL_FLASH_OB_Unlock();
  if (HAL_FLASHEx_OBProgram(&options) != HAL_OK)
    return HAL_ERROR;
  HAL_FLASH_OB_Launch();
  return HAL_FLASH_OB_Lock();
}

HAL_StatusTypeDef board_protect_series(void) {
  FLASH_OBProgramInitTypeDef current = {0};
  FLASH_OBProgramInitTypeDef wanted = {.OptionType = OPTIONBYTE_RDP,
                                       .RDPLevel = OB_RDP_LEVEL_1};
  HAL_FLASHEx_OBGetConfig(&current);
  if (current.RDPLevel != OB_RDP_LEVEL_0)
    return HAL_OK;
  HAL_FLASH_OB_Unlock();
  if (HAL_FLASHEx_OBProgram(&wanted) != HAL_OK)
    return HAL_ERROR;
  HAL_FLASH_OB_Launch();
  return HAL_FLASH_OB_Lock();
}

static void start_pilot_clocks(void) {
  HAL_Init();
  HAL_DBGMCU_EnableDBGSleepMode();
}

static void start_series_clocks(void) {
  HAL_Init();
  HAL_DBGMCU_DisableDBGSleepMode();
}

void board_start(int pilot_run) {
  if (pilot_run) {
    start_pilot_clocks();
    board_protect_pilot();
  } else {
    start_series_clocks();
    board_protect_series();
  }
}

static HAL_StatusTypeDef erase_staging(void) {
  FLASH_EraseInitTypeDef sectors = {.TypeErase = FLASH_TYPEERASE_SECTORS,
                                    .Sector = FLASH_SECTOR_6,
                                    .NbSectors = 1,
                                    .VoltageRange = FLASH_VOLTAGE_RANGE_3};
  uint32_t failed = 0;
  return HAL_FLASHEx_Erase(&sectors, &failed);
}

// Firmware from the host, as it arrives over SPI.
HAL_StatusTypeDef board_install_firmware(const uint32_t *image,
                                         uint32_t words) {
  HAL_StatusTypeDef status = HAL_FLASH_Unlock();
  if (status == HAL_OK)
    status = erase_staging();
  for (uint32_t i = 0; status == HAL_OK && i < words; ++i)
    status = HAL_FLASH_Program(FLASH_TYPEPROGRAM_WORD, STAGING_ADDRESS + 4 * i,
                               image[i]);
  HAL_FLASH_Lock();
  return status;
}

// The same for the boot code, which nobody can repair in the field.
HAL_StatusTypeDef board_install_boot_code(const uint32_t *code, uint32_t words,
                                          const uint8_t signature[64]) {
  HAL_StatusTypeDef status;
  if (psa_verify_message(BOARD_RELEASE_KEY, PSA_ALG_ECDSA(PSA_ALG_SHA_256),
                         (const uint8_t *)code, 4 * words, signature,
                         64) != PSA_SUCCESS)
    return HAL_ERROR;
  status = HAL_FLASH_Unlock();
  if (status == HAL_OK)
    status = erase_staging();
  for (uint32_t i = 0; status == HAL_OK && i < words; ++i)
    status = HAL_FLASH_Program(FLASH_TYPEPROGRAM_WORD, STAGING_ADDRESS + 4 * i,
                               code[i]);
  HAL_FLASH_Lock();
  return status;
}
