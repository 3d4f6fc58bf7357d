// RUN: %check %s -- -std=gnu11

// Boot loaders that write an image over the program, and verify it then.

#include <stddef.h>
#include <stdint.h>

#define APPLICATION 0x08010000u
#define STAGING 0x08040000u

int HAL_FLASH_Program(uint32_t Type, uint32_t Address, uint64_t Data);
int HAL_UART_Receive(void *Port, uint8_t *Data, uint16_t Size, uint32_t Wait);
int mbedtls_pk_verify(void *Key, int Kind, const uint8_t *Hash, size_t HashSize,
                      const uint8_t *Signature, size_t SignatureSize);
void mbedtls_sha256(const uint8_t *In, size_t Size, uint8_t *Out, int Is224);
void *esp_ota_get_running_partition(void);
void *esp_ota_get_next_update_partition(void *From);
int esp_ota_begin(void *Partition, size_t Size, uint32_t *Handle);
int esp_ota_write(uint32_t Handle, const void *Data, size_t Size);
int esp_partition_write(void *Partition, size_t Offset, const void *Data,
                        size_t Size);

extern void *Port, *Key;
extern uint8_t Signature[64];

static int isGood(uint32_t Address, size_t Size) {
  uint8_t Hash[32];
  mbedtls_sha256((const uint8_t *)(uintptr_t)Address, Size, Hash, 0);
  return mbedtls_pk_verify(Key, 6, Hash, 32, Signature, 64) == 0;
}

static void program(uint32_t Address, const uint8_t *Image, size_t Size) {
  for (size_t I = 0; I < Size; I += 4) {
    uint32_t Word = *(const uint32_t *)(Image + I);
    // CHECK: :[[@LINE+1]]:5: warning: 'HAL_FLASH_Program' writes an image to flash memory where it is started without another look, and its signature is verified only afterwards; {{.+}} [firmcop-overwrite-before-verification]
    HAL_FLASH_Program(2, Address, Word);
    Address += 4;
  }
}

int updateInPlace(void) {
  uint8_t Block[256];
  for (unsigned Page = 0; Page < 64; ++Page) {
    HAL_UART_Receive(Port, Block, sizeof Block, 1000);
    program(APPLICATION + Page * sizeof Block, Block, sizeof Block);
  }
  return isGood(APPLICATION, 16384) ? 0 : -1;
}

void boot(void) {
  uint32_t Entry = *(volatile uint32_t *)(APPLICATION + 4);
  ((void (*)(void))Entry)();
}

int overRunning(const void *Firmware, size_t Size) {
  uint8_t Hash[32];
  // CHECK: :[[@LINE+1]]:3: warning: 'esp_partition_write' writes an image to flash memory over the program that is running,
  esp_partition_write(esp_ota_get_running_partition(), 0, Firmware, Size);
  mbedtls_sha256(Firmware, Size, Hash, 0);
  return mbedtls_pk_verify(Key, 6, Hash, 32, Signature, 64);
}

int overRunningByHandle(const void *Firmware, size_t Size) {
  uint8_t Hash[32];
  uint32_t Handle;
  esp_ota_begin(esp_ota_get_running_partition(), Size, &Handle);
  // CHECK: :[[@LINE+1]]:3: warning: 'esp_ota_write' writes an image to flash memory over the program that is running,
  esp_ota_write(Handle, Firmware, Size);
  mbedtls_sha256(Firmware, Size, Hash, 0);
  return mbedtls_pk_verify(Key, 6, Hash, 32, Signature, 64);
}

// negative: the other slot, a slot that nothing boots, and verified before.
int overOther(const void *Firmware, size_t Size) {
  uint8_t Hash[32];
  uint32_t Handle;
  esp_ota_begin(esp_ota_get_next_update_partition(0), Size, &Handle);
  esp_ota_write(Handle, Firmware, Size);
  mbedtls_sha256(Firmware, Size, Hash, 0);
  return mbedtls_pk_verify(Key, 6, Hash, 32, Signature, 64);
}

int updateStaged(void) {
  uint8_t Firmware[256];
  for (unsigned Page = 0; Page < 64; ++Page) {
    HAL_UART_Receive(Port, Firmware, sizeof Firmware, 1000);
    for (unsigned I = 0; I < sizeof Firmware; I += 4)
      HAL_FLASH_Program(2, STAGING + Page * sizeof Firmware + I,
                        *(uint32_t *)(Firmware + I));
  }
  return isGood(STAGING, 16384) ? 0 : -1;
}

int overRunningVerified(const void *Firmware, size_t Size) {
  uint8_t Hash[32];
  mbedtls_sha256(Firmware, Size, Hash, 0);
  if (mbedtls_pk_verify(Key, 6, Hash, 32, Signature, 64) != 0)
    return -1;
  return esp_partition_write(esp_ota_get_running_partition(), 0, Firmware,
                             Size);
}
