//===- device/sdk/mcu/stm32f4xx_hal.h - STM32F4 HAL subset --------*- C -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef LUMEN_SDK_STM32F4XX_HAL_H
#define LUMEN_SDK_STM32F4XX_HAL_H

#include <stdint.h>

typedef enum {
  HAL_OK = 0x00U,
  HAL_ERROR = 0x01U,
  HAL_BUSY = 0x02U,
  HAL_TIMEOUT = 0x03U
} HAL_StatusTypeDef;

#define OPTIONBYTE_RDP ((uint32_t)0x00000002U)
#define OB_RDP_LEVEL_0 ((uint8_t)0xAA)
#define OB_RDP_LEVEL_1 ((uint8_t)0x55)
#define OB_RDP_LEVEL_2 ((uint8_t)0xCC)

#define FLASH_TYPEPROGRAM_WORD ((uint32_t)0x00000002U)
#define FLASH_TYPEERASE_SECTORS ((uint32_t)0x00000000U)
#define FLASH_VOLTAGE_RANGE_3 ((uint32_t)0x00000002U)
#define FLASH_SECTOR_6 ((uint32_t)6U)

typedef struct {
  uint32_t OptionType;
  uint32_t WRPState;
  uint32_t WRPSector;
  uint32_t Banks;
  uint32_t RDPLevel;
  uint32_t BORLevel;
  uint8_t USERConfig;
} FLASH_OBProgramInitTypeDef;

typedef struct {
  uint32_t TypeErase;
  uint32_t Banks;
  uint32_t Sector;
  uint32_t NbSectors;
  uint32_t VoltageRange;
} FLASH_EraseInitTypeDef;

HAL_StatusTypeDef HAL_Init(void);
void HAL_Delay(uint32_t Delay);
uint32_t HAL_GetTick(void);
void HAL_DBGMCU_EnableDBGSleepMode(void);
void HAL_DBGMCU_DisableDBGSleepMode(void);
HAL_StatusTypeDef HAL_FLASH_Unlock(void);
HAL_StatusTypeDef HAL_FLASH_Lock(void);
HAL_StatusTypeDef HAL_FLASH_Program(uint32_t TypeProgram, uint32_t Address,
                                    uint64_t Data);
HAL_StatusTypeDef HAL_FLASHEx_Erase(FLASH_EraseInitTypeDef *pEraseInit,
                                    uint32_t *SectorError);
HAL_StatusTypeDef HAL_FLASH_OB_Unlock(void);
HAL_StatusTypeDef HAL_FLASH_OB_Lock(void);
HAL_StatusTypeDef HAL_FLASH_OB_Launch(void);
HAL_StatusTypeDef HAL_FLASHEx_OBProgram(FLASH_OBProgramInitTypeDef *pOBInit);
void HAL_FLASHEx_OBGetConfig(FLASH_OBProgramInitTypeDef *pOBInit);

#endif
