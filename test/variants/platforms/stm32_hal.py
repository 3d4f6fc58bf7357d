# test/variants/platforms/stm32_hal.py - Variants with STM32's HAL
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
from scenario import Scenario

FLAGS = ["-ffreestanding", "--target=arm-none-eabi", "-mcpu=cortex-m4"]

# What the platform's headers declare, cut down.
HEADERS = """\
#include <stddef.h>
#include <stdint.h>

typedef enum { HAL_OK, HAL_ERROR, HAL_BUSY, HAL_TIMEOUT } HAL_StatusTypeDef;
#define OPTIONBYTE_RDP 2U
#define OB_RDP_LEVEL_0 ((uint8_t)0xAA)
#define OB_RDP_LEVEL_1 ((uint8_t)0x55)
typedef struct {
  uint32_t OptionType;
  uint32_t RDPLevel;
  uint32_t BORLevel;
} FLASH_OBProgramInitTypeDef;
HAL_StatusTypeDef HAL_FLASHEx_OBProgram(FLASH_OBProgramInitTypeDef *pOBInit);

#define FLASH_TYPEPROGRAM_WORD 2U
HAL_StatusTypeDef HAL_FLASH_Unlock(void);
HAL_StatusTypeDef HAL_FLASH_Lock(void);
HAL_StatusTypeDef HAL_FLASH_Program(uint32_t TypeProgram, uint32_t Address, uint64_t Data);

#define CRYP_AES_ECB 0x00000020U
#define CRYP_AES_CTR 0x00000030U
#define CRYP_DES_CBC 0x00000018U
#define CRYP_DATATYPE_32B 0U
typedef struct {
  uint32_t DataType;
  uint32_t KeySize;
  uint32_t *pKey;
  uint32_t *pInitVect;
  uint32_t Algorithm;
} CRYP_ConfigTypeDef;
typedef struct {
  CRYP_ConfigTypeDef Init;
} CRYP_HandleTypeDef;
HAL_StatusTypeDef HAL_CRYP_Init(CRYP_HandleTypeDef *hcryp);

/* micro-ecc, https://github.com/kmackay/micro-ecc */
typedef const struct uECC_Curve_t *uECC_Curve;
uECC_Curve uECC_secp256r1(void);
int uECC_verify(const uint8_t *public_key, const uint8_t *message_hash, unsigned hash_size,
                const uint8_t *signature, uECC_Curve curve);

#define UPDATE_ADDRESS 0x08020000U
#define UPDATE_WORDS 4096U
extern uint32_t *device_key(void);
extern uint32_t *fresh_counter(void);
extern const uint8_t release_key[64];
extern uint32_t factory_key[4];
extern void stop(void);
"""

SCENARIOS = [
    Scenario(
        "debug", "read-out-protection", ("firmcop-debug-port-not-locked",), "uint32_t",
        bad="OB_RDP_LEVEL_0", good="OB_RDP_LEVEL_1",
        sink="""\
  FLASH_OBProgramInitTypeDef options = {0};
  options.OptionType = OPTIONBYTE_RDP;
  options.RDPLevel = $;
  if (unit < 0 || HAL_FLASHEx_OBProgram(&options) != HAL_OK)
    stop();""",
    ),
    Scenario(
        "crypto", "mode", ("firmcop-ecb-mode",), "uint32_t",
        bad="CRYP_AES_ECB", good="CRYP_AES_CTR", context="CRYP_HandleTypeDef *cipher",
        sink="""\
  cipher->Init.DataType = CRYP_DATATYPE_32B;
  cipher->Init.pKey = device_key();
  cipher->Init.pInitVect = fresh_counter();
  cipher->Init.Algorithm = $;
  if (HAL_CRYP_Init(cipher) != HAL_OK)
    stop();""",
    ),
    Scenario(
        "crypto", "cipher", ("firmcop-weak-cipher",), "uint32_t",
        bad="CRYP_DES_CBC", good="CRYP_AES_CTR", context="CRYP_HandleTypeDef *cipher",
        sink="""\
  cipher->Init.pKey = device_key();
  cipher->Init.pInitVect = fresh_counter();
  cipher->Init.Algorithm = $;
  if (HAL_CRYP_Init(cipher) != HAL_OK)
    stop();""",
    ),
    Scenario(
        "credentials", "aes-key", ("firmcop-hardcoded-crypto-key",), "uint32_t *",
        bad="fixed", good="device_key()", context="CRYP_HandleTypeDef *cipher",
        before="""\
  static uint32_t fixed[4] = {0x7d2c41b9, 0x03f8a65e, 0xc19047d2, 0x5be6308f};
  (void)fixed;""",
        sink="""\
  cipher->Init.pInitVect = fresh_counter();
  cipher->Init.Algorithm = CRYP_AES_CTR;
  cipher->Init.pKey = $;
  if (HAL_CRYP_Init(cipher) != HAL_OK)
    stop();""",
    ),
    Scenario(
        "update", "flash-program", ("firmcop-unverified-update-install",),
        "const uint32_t *",
        bad="image", good="image", other="image + 16", context="const uint32_t *image",
        check="""\
  if (uECC_verify(release_key, (const uint8_t *)image, 32, (const uint8_t *)(image + 8),
                  uECC_secp256r1()) != 1)
    return;""",
        sink="""\
  HAL_FLASH_Unlock();
  for (uint32_t i = 0; i < UPDATE_WORDS; i++)
    if (HAL_FLASH_Program(FLASH_TYPEPROGRAM_WORD, UPDATE_ADDRESS + 4 * i, $[i]) != HAL_OK)
      stop();
  HAL_FLASH_Lock();""",
    ),
]
