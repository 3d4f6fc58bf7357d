// RUN: %check %s -- -std=c11

// CHECK: :[[@LINE+1]]:9: warning: 'CONFIG_SECURE_FLASH_ENC_ENABLED' is off, so the flash can be read with a clip; {{.*}} [firmcop-storage-encryption-off]
#define CONFIG_SECURE_FLASH_ENC_ENABLED 0

// negative: encrypted.
#define CONFIG_NVS_ENCRYPTION 1
int boot(void);
