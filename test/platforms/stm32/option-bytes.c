// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "stm32.h"
/* production step: read-out protection and debug in low power */
static int set_rdp(uint8_t level) {
  FLASH_OBProgramInitTypeDef ob = {0};
  HAL_FLASHEx_OBGetConfig(&ob);
  if (ob.RDPLevel == level)
    return 0;
  ob.OptionType = OPTIONBYTE_RDP;
  // finds debug: firmcop-debug-port-not-locked
  ob.RDPLevel = level;
  HAL_FLASH_Unlock();
  HAL_FLASH_OB_Unlock();
  int err = HAL_FLASHEx_OBProgram(&ob) != HAL_OK;
  if (!err)
    HAL_FLASH_OB_Launch();
  HAL_FLASH_Lock();
  return err;
}
// misses debug: firmcop-debug-port-not-locked
int unlock_part(void) { return set_rdp(OB_RDP_LEVEL_0); }
int lock_part_ok(void) { return set_rdp(OB_RDP_LEVEL_1); }
void low_power_setup(void) {
  // finds debug: firmcop-debug-port-not-locked
  HAL_DBGMCU_EnableDBGStopMode();
  // finds debug: firmcop-debug-port-not-locked
  HAL_DBGMCU_EnableDBGStandbyMode();
}
void low_power_setup_ok(void) {
#ifdef DEBUG
  HAL_DBGMCU_EnableDBGStopMode();
#endif
  HAL_Delay(1);
}
/* factory command opens the chip again */
extern UART_HandleTypeDef huart2;
void factory_poll(void) {
  uint8_t cmd[4];
  if (HAL_UART_Receive(&huart2, cmd, sizeof cmd, 10) != HAL_OK)
    return;
  uint32_t word = cmd[0] | cmd[1] << 8 | cmd[2] << 16 | (uint32_t)cmd[3] << 24;
  // finds debug: firmcop-hidden-unlock
  if (word == 0x0DDC0FFEu)
    unlock_part();
}
