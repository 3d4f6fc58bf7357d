// RUN: %check %s -- -std=c11

// CHECK: :[[@LINE+1]]:9: warning: 'CONFIG_BOOT_SIGNATURE_TYPE_NONE' is on, so the boot loader starts any program; {{.*}} [firmcop-secure-boot-not-enabled]
#define CONFIG_BOOT_SIGNATURE_TYPE_NONE 1
// CHECK: :[[@LINE+1]]:9: warning: 'CONFIG_SECURE_BOOT' is off, so the chip starts any program
#define CONFIG_SECURE_BOOT 0

// negative: what verifies.
#define CONFIG_FIT_SIGNATURE 1
#define CONFIG_BOOT_VALIDATE_SLOT0 1
int boot(void);
