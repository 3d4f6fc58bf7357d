// include/stm32.h - What a platform declares, cut down
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FIRMCOP_TEST_PLATFORMS_STM32_H
#define FIRMCOP_TEST_PLATFORMS_STM32_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#define __IO volatile
typedef enum { HAL_OK, HAL_ERROR, HAL_BUSY, HAL_TIMEOUT } HAL_StatusTypeDef;
typedef struct {
  void *Instance;
  uint8_t *pRxBuffPtr;
  uint16_t RxXferSize;
} UART_HandleTypeDef;
#define HAL_MAX_DELAY 0xffffffffu
HAL_StatusTypeDef HAL_UART_Receive(UART_HandleTypeDef *huart, uint8_t *pData,
                                   uint16_t Size, uint32_t Timeout);
HAL_StatusTypeDef HAL_UART_Receive_IT(UART_HandleTypeDef *huart, uint8_t *pData,
                                      uint16_t Size);
HAL_StatusTypeDef HAL_UART_Receive_DMA(UART_HandleTypeDef *huart,
                                       uint8_t *pData, uint16_t Size);
HAL_StatusTypeDef HAL_UARTEx_ReceiveToIdle_DMA(UART_HandleTypeDef *huart,
                                               uint8_t *pData, uint16_t Size);
HAL_StatusTypeDef HAL_UART_Transmit(UART_HandleTypeDef *huart,
                                    const uint8_t *pData, uint16_t Size,
                                    uint32_t Timeout);
void HAL_UART_RxCpltCallback(UART_HandleTypeDef *huart);
void HAL_UARTEx_RxEventCallback(UART_HandleTypeDef *huart, uint16_t Size);
HAL_StatusTypeDef HAL_FLASH_Unlock(void);
HAL_StatusTypeDef HAL_FLASH_Lock(void);
HAL_StatusTypeDef HAL_FLASH_OB_Unlock(void);
HAL_StatusTypeDef HAL_FLASH_OB_Launch(void);
HAL_StatusTypeDef HAL_FLASH_Program(uint32_t TypeProgram, uint32_t Address,
                                    uint64_t Data);
#define FLASH_TYPEPROGRAM_WORD 2u
#define FLASH_TYPEPROGRAM_DOUBLEWORD 3u
#define FLASH_TYPEERASE_SECTORS 0u
typedef struct {
  uint32_t TypeErase, Banks, Sector, NbSectors, VoltageRange, PageAddress,
      NbPages;
} FLASH_EraseInitTypeDef;
HAL_StatusTypeDef HAL_FLASHEx_Erase(FLASH_EraseInitTypeDef *pEraseInit,
                                    uint32_t *SectorError);
typedef struct {
  uint32_t OptionType, WRPState, WRPSector, Banks, RDPLevel, BORLevel;
  uint8_t USERConfig;
} FLASH_OBProgramInitTypeDef;
HAL_StatusTypeDef HAL_FLASHEx_OBProgram(FLASH_OBProgramInitTypeDef *pOBInit);
void HAL_FLASHEx_OBGetConfig(FLASH_OBProgramInitTypeDef *pOBInit);
#define OPTIONBYTE_RDP 2u
#define OB_RDP_LEVEL_0 ((uint8_t)0xAA)
#define OB_RDP_LEVEL_1 ((uint8_t)0x55)
#define OB_RDP_LEVEL_2 ((uint8_t)0xCC)
typedef struct {
  uint32_t State;
} RNG_HandleTypeDef;
HAL_StatusTypeDef HAL_RNG_GenerateRandomNumber(RNG_HandleTypeDef *hrng,
                                               uint32_t *random32bit);
typedef struct {
  uint32_t DataType, KeySize, *pKey, *pInitVect, Algorithm;
} CRYP_ConfigTypeDef;
typedef struct {
  void *Instance;
  CRYP_ConfigTypeDef Init;
} CRYP_HandleTypeDef;
#define CRYP_AES_ECB 0x20u
#define CRYP_AES_CBC 0x28u
#define CRYP_DES_ECB 0x10u
#define CRYP_KEYSIZE_128B 0u
HAL_StatusTypeDef HAL_CRYP_Init(CRYP_HandleTypeDef *hcryp);
HAL_StatusTypeDef HAL_CRYP_Encrypt(CRYP_HandleTypeDef *hcryp, uint32_t *Input,
                                   uint16_t Size, uint32_t *Output,
                                   uint32_t Timeout);
typedef struct {
  void *Instance;
} CRC_HandleTypeDef;
uint32_t HAL_CRC_Calculate(CRC_HandleTypeDef *hcrc, uint32_t pBuffer[],
                           uint32_t BufferLength);
void HAL_Delay(uint32_t ms);
uint32_t HAL_GetTick(void);
void HAL_DBGMCU_EnableDBGStopMode(void);
void HAL_DBGMCU_EnableDBGStandbyMode(void);
void HAL_DeInit(void);
uint32_t HAL_GetUIDw0(void), HAL_GetUIDw1(void), HAL_GetUIDw2(void);
void NVIC_SystemReset(void);
void __set_MSP(uint32_t top);
void __disable_irq(void);
typedef struct {
  __IO uint32_t SR, DR, BRR, CR1;
} USART_TypeDef;
extern USART_TypeDef *USART1, *USART2;
#define USART_SR_RXNE 0x20u
typedef struct {
  __IO uint32_t CR1, ISR, RDR, TDR;
} USART2_TypeDef;
typedef struct {
  __IO uint32_t VTOR;
} SCB_Type;
extern SCB_Type *SCB;
extern uint8_t CDC_Transmit_FS(uint8_t *Buf, uint16_t Len);
/* FatFs */
typedef int FRESULT;
typedef struct {
  int x;
} FIL;
typedef unsigned UINT;
#define FR_OK 0
#define FA_READ 1
#define FA_WRITE 2
FRESULT f_open(FIL *fp, const char *path, uint8_t mode);
FRESULT f_read(FIL *fp, void *buff, UINT btr, UINT *br);
FRESULT f_close(FIL *fp);
FRESULT f_unlink(const char *path);
uint32_t f_size_(FIL *fp);

#endif // FIRMCOP_TEST_PLATFORMS_STM32_H
