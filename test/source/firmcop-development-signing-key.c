// RUN: %check %s -- -std=c11

// CHECK: :[[@LINE+1]]:9: warning: 'CONFIG_BOOT_SIGNATURE_KEY_FILE' is the sample key of MCUboot, {{.*}} [firmcop-development-signing-key]
#define CONFIG_BOOT_SIGNATURE_KEY_FILE "bootloader/mcuboot/root-rsa-2048.pem"

// negative: a key of one's own.
#define CONFIG_MCUBOOT_SIGNATURE_KEY_FILE "keys/lumen-root.pem"
