// RUN: %check %s -- -std=gnu11

// A signature that says nothing about what is installed.

#include <stddef.h>
#include <stdint.h>

typedef struct socket *Connection;
int mbedtls_net_recv(void *Net, unsigned char *Data, size_t Size);
int mbedtls_pk_verify(void *Key, int Kind, const uint8_t *Hash, size_t HashSize,
                      const uint8_t *Signature, size_t SignatureSize);
void mbedtls_sha256(const uint8_t *In, size_t Size, uint8_t *Out, int Is224);
int esp_ota_write(uint32_t Handle, const void *Data, size_t Size);
int memcmp(const void *A, const void *B, size_t Size);

extern void *Net, *Key;
extern uint8_t Signature[64];

static int isGood(const uint8_t *Hash) {
  return mbedtls_pk_verify(Key, 6, Hash, 32, Signature, 64) == 0;
}

// Half of the image.
int half(uint32_t Slot, const uint8_t *Firmware, size_t Size) {
  uint8_t Hash[32];
  mbedtls_sha256(Firmware, Size / 2, Hash, 0);
  if (!isGood(Hash))
    return -1;
  // CHECK: :[[@LINE+1]]:10: warning: 'esp_ota_write' writes an image to flash memory, but the data is more than what 'mbedtls_pk_verify' verified; {{.+}} [firmcop-unverified-part-installed]
  return esp_ota_write(Slot, Firmware, Size);
}

// A header of 128 bytes, whatever follows.
int header(uint32_t Slot, const uint8_t *Firmware, size_t Size) {
  uint8_t Hash[32];
  mbedtls_sha256(Firmware, 128, Hash, 0);
  if (!isGood(Hash))
    return -1;
  // CHECK: :[[@LINE+1]]:10: warning: 'esp_ota_write' writes an image to flash memory, but the data is more than
  return esp_ota_write(Slot, Firmware, Size);
}

// The header is verified, and the rest received afterwards.
int late(uint32_t Slot) {
  uint8_t Block[512], Hash[32];
  if (mbedtls_net_recv(Net, Block, sizeof Block) < 0)
    return -1;
  mbedtls_sha256(Block, sizeof Block, Hash, 0);
  if (!isGood(Hash))
    return -1;
  while (mbedtls_net_recv(Net, Block, sizeof Block) > 0)
    // CHECK: :[[@LINE+1]]:9: warning: 'esp_ota_write' writes an image to flash memory, but the data arrived after 'mbedtls_pk_verify' had verified a signature;
    if (esp_ota_write(Slot, Block, sizeof Block) != 0)
      return -1;
  return 0;
}

// One buffer is verified, and another one installed.
int other(uint32_t Slot) {
  uint8_t Manifest[512], Firmware[4096], Hash[32];
  if (mbedtls_net_recv(Net, Manifest, sizeof Manifest) < 0 ||
      mbedtls_net_recv(Net, Firmware, sizeof Firmware) < 0)
    return -1;
  mbedtls_sha256(Manifest, sizeof Manifest, Hash, 0);
  if (!isGood(Hash))
    return -1;
  // CHECK: :[[@LINE+1]]:10: warning: 'esp_ota_write' writes an image to flash memory, but the data was not part of what 'mbedtls_pk_verify' verified;
  return esp_ota_write(Slot, Firmware, sizeof Firmware);
}

// negative: all of it, with the signature behind it; in blocks; by a hash that
// the signed header holds; and by a function that nobody sees into.
int all(uint32_t Slot, const uint8_t *Firmware, size_t Size) {
  uint8_t Hash[32];
  mbedtls_sha256(Firmware, Size - 64, Hash, 0);
  if (mbedtls_pk_verify(Key, 6, Hash, 32, Firmware + Size - 64, 64) != 0)
    return -1;
  return esp_ota_write(Slot, Firmware, Size);
}

int received(uint32_t Slot) {
  uint8_t Firmware[4096], Hash[32];
  if (mbedtls_net_recv(Net, Firmware, sizeof Firmware) < 0)
    return -1;
  mbedtls_sha256(Firmware, sizeof Firmware, Hash, 0);
  if (!isGood(Hash))
    return -1;
  return esp_ota_write(Slot, Firmware, sizeof Firmware);
}

void mbedtls_sha256_update(void *Context, const uint8_t *In, size_t Size);
void mbedtls_sha256_finish(void *Context, uint8_t *Out);
int byManifest(uint32_t Slot, void *Context) {
  uint8_t Manifest[512], Firmware[512], Hash[32];
  if (mbedtls_net_recv(Net, Manifest, sizeof Manifest) < 0)
    return -1;
  mbedtls_sha256(Manifest, sizeof Manifest, Hash, 0);
  if (!isGood(Hash))
    return -1;
  while (mbedtls_net_recv(Net, Firmware, sizeof Firmware) > 0) {
    mbedtls_sha256_update(Context, Firmware, sizeof Firmware);
    if (esp_ota_write(Slot, Firmware, sizeof Firmware) != 0)
      return -1;
  }
  mbedtls_sha256_finish(Context, Hash);
  return memcmp(Hash, Manifest, 32);
}

int openSealed(const uint8_t *In, size_t Size, uint8_t *Out);
int sealed(uint32_t Slot) {
  uint8_t Firmware[4096], Hash[32];
  mbedtls_sha256(Signature, 64, Hash, 0);
  if (!isGood(Hash) || mbedtls_net_recv(Net, Firmware, sizeof Firmware) < 0 ||
      openSealed(Firmware, sizeof Firmware, Firmware) != 0)
    return -1;
  return esp_ota_write(Slot, Firmware, sizeof Firmware);
}
