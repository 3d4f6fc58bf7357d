// RUN: %check %s -- -std=c11 -DCONFIG_SECURE_BOOT_V2_ENABLED=1

// The boot loader of the ESP32 verifies; that of another platform need not.

int esp_ota_set_boot_partition(const void *p);
int mtd_write(void *mtd, long to, unsigned long len, unsigned long *retlen,
              const unsigned char *buf);

// Negative.
int switchSlot(const void *Slot) { return esp_ota_set_boot_partition(Slot); }

int writeFirmware(void *Mtd, const unsigned char *Firmware) {
  unsigned long Done;
  // CHECK: :[[@LINE+1]]:10: warning: 'mtd_write' writes an image to flash memory, but no signature is verified; {{.+}} [firmcop-unverified-update-install]
  return mtd_write(Mtd, 0, 4096, &Done, Firmware);
}
