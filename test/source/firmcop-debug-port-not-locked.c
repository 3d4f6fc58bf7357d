// RUN: %check %s -- -std=c11 -DCONFIG_SECURE_BOOT_ALLOW_JTAG=1

// CHECK: :1:1: warning: 'CONFIG_SECURE_BOOT_ALLOW_JTAG' leaves the debug port open {{.+}} [firmcop-debug-port-not-locked]

typedef unsigned uint32_t;
#define OPTIONBYTE_RDP 2u
#define OB_RDP_LEVEL_0 ((unsigned char)0xAA)
#define OB_RDP_LEVEL_1 ((unsigned char)0x55)
#define OB_RDP_LEVEL_2 ((unsigned char)0xCC)
typedef struct {
  uint32_t OptionType;
  uint32_t RDPLevel;
  uint32_t USERConfig;
} FLASH_OBProgramInitTypeDef;
int HAL_FLASHEx_OBProgram(FLASH_OBProgramInitTypeDef *init);
void HAL_FLASHEx_OBGetConfig(FLASH_OBProgramInitTypeDef *init);
void HAL_DBGMCU_EnableDBGStopMode(void);
void HAL_DBGMCU_EnableDBGStandbyMode(void);
void HAL_DBGMCU_DisableDBGStopMode(void);
void LL_DBGMCU_EnableDBGSleepMode(void);

#define UICR_APPROTECT_PALL_HwDisabled 0x5AUL
#define UICR_APPROTECT_PALL_Enabled 0x00UL
#define APPROTECT_DISABLE_DISABLE_SwDisable 0x5AUL
typedef struct {
  volatile uint32_t PSELRESET[2];
  volatile uint32_t APPROTECT;
} NRF_UICR_Type;
typedef struct {
  volatile uint32_t FORCEPROTECT;
  volatile uint32_t DISABLE;
} NRF_APPROTECT_Type;
#define NRF_UICR ((NRF_UICR_Type *)0x10001000UL)
#define NRF_APPROTECT ((NRF_APPROTECT_Type *)0x40000000UL)

int unlockInitialiser(void) {
  FLASH_OBProgramInitTypeDef options = {
      .OptionType = OPTIONBYTE_RDP,
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'RDPLevel' leaves the debug port open (readout protection level 0), {{.+}} [firmcop-debug-port-not-locked]
      .RDPLevel = OB_RDP_LEVEL_0};
  return HAL_FLASHEx_OBProgram(&options);
}

int unlockAssignment(void) {
  FLASH_OBProgramInitTypeDef options = {0};
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'RDPLevel' leaves the debug port open
  options.RDPLevel = 0xAA;
  return HAL_FLASHEx_OBProgram(&options);
}

void keepAlive(void) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'HAL_DBGMCU_EnableDBGStopMode' leaves the debug port open
  HAL_DBGMCU_EnableDBGStopMode();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'HAL_DBGMCU_EnableDBGStandbyMode' leaves the debug port open
  HAL_DBGMCU_EnableDBGStandbyMode();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'LL_DBGMCU_EnableDBGSleepMode' leaves the debug port open
  LL_DBGMCU_EnableDBGSleepMode();
}

void unlockNrf(void) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'APPROTECT' leaves the debug port open
  NRF_UICR->APPROTECT = UICR_APPROTECT_PALL_HwDisabled;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'DISABLE' leaves the debug port open
  NRF_APPROTECT->DISABLE = APPROTECT_DISABLE_DISABLE_SwDisable;
}

// negative: locked, asked for, cut off, another structure's field.
int lock(void) {
  FLASH_OBProgramInitTypeDef current;
  FLASH_OBProgramInitTypeDef wanted = {.OptionType = OPTIONBYTE_RDP,
                                       .RDPLevel = OB_RDP_LEVEL_1};
  HAL_FLASHEx_OBGetConfig(&current);
  if (current.RDPLevel != OB_RDP_LEVEL_0)
    return 0;
  wanted.RDPLevel = OB_RDP_LEVEL_2;
  HAL_DBGMCU_DisableDBGStopMode();
  NRF_UICR->APPROTECT = UICR_APPROTECT_PALL_Enabled;
  NRF_APPROTECT->FORCEPROTECT = 0;
  NRF_APPROTECT->DISABLE = 0;
  return HAL_FLASHEx_OBProgram(&wanted);
}
struct Page {
  uint32_t RDPLevel;
};
struct Page page = {.RDPLevel = 0xAA};
