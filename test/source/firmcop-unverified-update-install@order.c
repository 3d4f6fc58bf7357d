// RUN: %check %s -- -std=gnu11

// Where the verification stands, and what is made of its result.

#include <stdbool.h>
#include <stdint.h>

typedef __SIZE_TYPE__ size_t;
typedef struct { int X; } mbedtls_pk_context;
int mbedtls_pk_verify(mbedtls_pk_context *ctx, int md, const uint8_t *hash, size_t hash_len, const uint8_t *sig, size_t sig_len);
int EVP_DigestVerify(void *ctx, const uint8_t *sig, size_t siglen, const uint8_t *data, size_t len);
int wc_ecc_verify_hash(const uint8_t *sig, uint32_t siglen, const uint8_t *hash, uint32_t hashlen, int *res, void *key);
int mbedtls_md_hmac(const void *md, const uint8_t *key, size_t keylen, const uint8_t *input, size_t ilen, uint8_t *output);
int memcmp(const void *a, const void *b, size_t len);
int printf(const char *format, ...);
typedef int esp_err_t;
typedef struct { int X; } esp_partition_t;
esp_err_t esp_ota_write(uint32_t h, const void *data, size_t size);
esp_err_t esp_ota_set_boot_partition(const esp_partition_t *p);
int HAL_FLASH_Program(uint32_t type, uint32_t address, unsigned long data);
void *memcpy(void *to, const void *from, size_t n);

static mbedtls_pk_context Key;
static const esp_partition_t Slot, Running;

//===--- Found ------------------------------------------------------------===//

// A way around.
int optional(const uint8_t *Hash, const uint8_t *Sig, size_t Size) {
  if (Size != 0 && mbedtls_pk_verify(&Key, 6, Hash, 32, Sig, Size))
    return -1;
  // CHECK: :[[@LINE+1]]:10: warning: 'esp_ota_set_boot_partition' makes an image the one that boots next, but no signature is verified on one of the ways there; {{.+}} [firmcop-unverified-update-install]
  return esp_ota_set_boot_partition(&Slot);
}

// Too late.
int afterwards(const uint8_t *Hash, const uint8_t *Sig) {
  // CHECK: :[[@LINE+1]]:7: warning: 'esp_ota_set_boot_partition' makes an image the one that boots next, but no signature is verified; {{.+}} [firmcop-unverified-update-install]
  if (esp_ota_set_boot_partition(&Slot))
    return -1;
  return mbedtls_pk_verify(&Key, 6, Hash, 32, Sig, 64);
}

// A wrapper that only compares a checksum.
static int fw_check(const uint8_t *Image, size_t Size) {
  uint32_t Sum = 0;
  for (size_t I = 0; I < Size; ++I)
    Sum += Image[I];
  return Sum == 0x1234 ? 0 : -1;
}
int withSum(const uint8_t *Image, size_t Size) {
  if (fw_check(Image, Size) != 0)
    return -1;
  // CHECK: :[[@LINE+1]]:10: warning: 'esp_ota_set_boot_partition' makes an image the one that boots next, but no signature is verified;
  return esp_ota_set_boot_partition(&Slot);
}

// What lies in memory is started: it was verified when it was installed.
#define APPLICATION 0x08010000u
void startApplication(void) {
  uint32_t Entry = *(volatile uint32_t *)(APPLICATION + 4);
  ((void (*)(void))Entry)();
}

// A verification that this build leaves out.
// CHECK: :[[@LINE+1]]:5: warning: 'verify_package' says that all is well, but no signature is verified in this build;
int verify_package(const char *File, const char *Signature) {
#ifdef HAVE_CRYPTO
  return crypto_verify(File, Signature);
#else
  (void)File;
  (void)Signature;
  return 0;
#endif
}
int unpack(const char *File, const char *Signature) {
  if (verify_package(File, Signature) != 0)
    return -1;
  return printf("%s\n", File);
}

//===--- Not found --------------------------------------------------------===//

// Wrappers, flags and polarities.
static int check_image(const uint8_t *Hash, const uint8_t *Sig) {
  int Rc = mbedtls_pk_verify(&Key, 6, Hash, 32, Sig, 64);
  if (Rc != 0) {
    printf("bad: %d\n", Rc);
    goto Out;
  }
  Rc = 0;
Out:
  return Rc;
}
int wrapped(const uint8_t *Hash, const uint8_t *Sig) {
  if (check_image(Hash, Sig) < 0)
    return -1;
  if (check_image(Hash, Sig))
    return -2;
  return esp_ota_set_boot_partition(&Slot);
}
static bool genuine(void *Ctx, const uint8_t *Data, const uint8_t *Sig) {
  return EVP_DigestVerify(Ctx, Sig, 64, Data, 512) == 1;
}
int asTruth(void *Ctx, const uint8_t *Data, const uint8_t *Sig) {
  bool Ok = genuine(Ctx, Data, Sig);
  int Result = -1;
  if (!Ok)
    printf("bad\n");
  if (Ok)
    Result = esp_ota_set_boot_partition(&Slot);
  return Result;
}
int byFlag(const uint8_t *Hash, const uint8_t *Sig, int Count) {
  bool IsGood = false;
  for (int I = 0; I < Count && !IsGood; ++I)
    if (mbedtls_pk_verify(&Key, 6, Hash, 32, Sig + 64 * I, 64) == 0)
      IsGood = true;
  if (!IsGood)
    return -1;
  return esp_ota_set_boot_partition(&Slot);
}
int bothResults(const uint8_t *Hash, const uint8_t *Sig, void *EccKey) {
  int Good = 0;
  int Rc = wc_ecc_verify_hash(Sig, 64, Hash, 32, &Good, EccKey);
  if (Rc != 0 || Good != 1)
    return -1;
  return esp_ota_set_boot_partition(&Slot);
}
int collected(const uint8_t *Hash, const uint8_t *Sig) {
  int Errors = 0;
  Errors |= mbedtls_pk_verify(&Key, 6, Hash, 32, Sig, 64);
  Errors |= Sig[0] == 0;
  if (Errors)
    return -1;
  return esp_ota_set_boot_partition(&Slot);
}

// In an operation table, and by a function that only the table names.
struct Ops {
  int (*check)(const uint8_t *, const uint8_t *);
  int (*commit)(void);
};
static int commitSlot(void) { return esp_ota_set_boot_partition(&Slot); }
static const struct Ops Table = {check_image, commitSlot};
int byTable(const struct Ops *O, const uint8_t *Hash, const uint8_t *Sig) {
  int Rc = O->check(Hash, Sig);
  if (Rc)
    return Rc;
  return O->commit();
}
int start(const uint8_t *Hash, const uint8_t *Sig) {
  return byTable(&Table, Hash, Sig);
}

// Macros that harden against faults.
typedef struct { volatile int Value, Mask; } Hardened;
#define HARD_GOOD 0x1AAAAAAA
#define HARD_BAD 0x15555555
static int hardened(const uint8_t *Hash, const uint8_t *Sig) {
  int Rc = HARD_BAD;
  if (mbedtls_pk_verify(&Key, 6, Hash, 32, Sig, 64) == 0)
    Rc = HARD_GOOD;
  return Rc;
}
int byHardened(const uint8_t *Hash, const uint8_t *Sig) {
  if (hardened(Hash, Sig) != HARD_GOOD)
    return -1;
  return esp_ota_set_boot_partition(&Slot);
}

// A staging slot: written first, verified, then committed.
int staged(const uint8_t *Firmware, const uint8_t *Hash, const uint8_t *Sig) {
  if (esp_ota_write(1, Firmware, 4096))
    return -1;
  if (mbedtls_pk_verify(&Key, 6, Hash, 32, Sig, 64))
    return -1;
  return esp_ota_set_boot_partition(&Slot);
}

// Back to what is known to be good.
int fallBack(const uint8_t *Hash, const uint8_t *Sig) {
  if (mbedtls_pk_verify(&Key, 6, Hash, 32, Sig, 64)) {
    esp_ota_set_boot_partition(&Running);
    return -1;
  }
  return esp_ota_set_boot_partition(&Slot);
}

// An authentication code.
int byCode(const uint8_t *Image, const uint8_t *Tag, const uint8_t *Secret) {
  uint8_t Code[32];
  mbedtls_md_hmac(0, Secret, 32, Image, 4096, Code);
  if (memcmp(Code, Tag, 32) != 0)
    return -1;
  return esp_ota_set_boot_partition(&Slot);
}

// A verification that refuses everything.
static int verify_bundle(const char *File, const char *Signature) {
  return -1;
}
int unbundle(const char *File, const char *Signature) {
  return verify_bundle(File, Signature) ? -1 : printf("%s\n", File);
}
