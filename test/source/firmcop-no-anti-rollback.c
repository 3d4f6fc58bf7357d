// RUN: %check %s -- -std=gnu11

// Updates that verify, and take whatever is signed.

#include <stddef.h>
#include <stdint.h>

int mbedtls_pk_verify(void *Key, int Kind, const uint8_t *Hash, size_t HashSize,
                      const uint8_t *Signature, size_t SignatureSize);
int esp_ota_set_boot_partition(const void *Partition);
int boot_request_upgrade(int Permanent);
int strcmp(const char *, const char *);

struct header { uint32_t Magic, Version, Size; };
extern void *Key;
extern uint32_t InstalledVersion;

static int isGood(const uint8_t *Hash, const uint8_t *Signature) {
  return mbedtls_pk_verify(Key, 6, Hash, 32, Signature, 64) == 0;
}

int anyVersion(const void *Slot, const uint8_t *Hash, const uint8_t *Sig) {
  if (!isGood(Hash, Sig))
    return -1;
  // CHECK: :[[@LINE+1]]:10: remark: 'esp_ota_set_boot_partition' makes an image the one that boots next and no version is compared, so a device may take an older release with known flaws in its place; {{.+}} [firmcop-no-anti-rollback]
  return esp_ota_set_boot_partition(Slot);
}

// The boot loader verifies; whether it compares is not known here.
int handedOver(void) {
  // CHECK: :[[@LINE+1]]:10: remark: 'boot_request_upgrade' makes an image
  return boot_request_upgrade(0);
}

// A number of the format is no version of the program.
int formatVersion(const void *Slot, const struct header *Header,
                  const uint8_t *Hash, const uint8_t *Sig) {
  if (Header->Version != 2 || !isGood(Hash, Sig))
    return -1;
  // CHECK: :[[@LINE+1]]:10: remark: 'esp_ota_set_boot_partition' makes an image
  return esp_ota_set_boot_partition(Slot);
}

// negative: versions are compared here, in a function that is called, and where
// the job begins; an image that nobody verifies is told as that.
int newerOnly(const void *Slot, const struct header *Header,
              const uint8_t *Hash, const uint8_t *Sig) {
  if (!isGood(Hash, Sig) || Header->Version <= InstalledVersion)
    return -1;
  return esp_ota_set_boot_partition(Slot);
}

int check_firmware_version(const struct header *Header);
int newerByCall(const void *Slot, const struct header *Header,
                const uint8_t *Hash, const uint8_t *Sig) {
  if (!isGood(Hash, Sig) || check_firmware_version(Header) != 0)
    return -1;
  return esp_ota_set_boot_partition(Slot);
}

static int install(const void *Slot, const uint8_t *Hash, const uint8_t *Sig) {
  if (!isGood(Hash, Sig))
    return -1;
  return esp_ota_set_boot_partition(Slot);
}
int job(const void *Slot, const char *NewVersion, const char *OldVersion,
        const uint8_t *Hash, const uint8_t *Sig) {
  if (strcmp(NewVersion, OldVersion) <= 0)
    return -1;
  return install(Slot, Hash, Sig);
}

int unverified(const void *Slot) { return esp_ota_set_boot_partition(Slot); }
