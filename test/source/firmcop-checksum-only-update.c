// RUN: %check %s -- -std=c11

typedef __SIZE_TYPE__ size_t;
typedef unsigned char uint8_t;
typedef unsigned int uint32_t;
uint32_t crc32(uint32_t Start, const uint8_t *Data, size_t Size);
uint32_t trailer(const uint8_t *Image, size_t Size);
int mbedtls_pk_verify(void *context, int md, const uint8_t *hash, size_t n, const uint8_t *signature, size_t size);
int esp_ota_set_boot_partition(const void *p);
int report(uint32_t Sum);

int install(const uint8_t *Image, size_t Size, const void *Slot) {
  // CHECK: :[[@LINE+1]]:7: warning: 'crc32' is all that is asked of the image before 'esp_ota_set_boot_partition' makes an image the one that boots next; {{.+}} [firmcop-checksum-only-update]
  if (crc32(0, Image, Size - 4) != trailer(Image, Size))
    return -1;
  return esp_ota_set_boot_partition(Slot);
}

// A checksum of the program's own, two calls away.
static uint32_t fw_checksum(const uint8_t *Image, size_t Size) {
  uint32_t Sum = 0;
  for (size_t I = 0; I < Size; ++I)
    Sum += Image[I];
  return Sum;
}
static int isWhole(const uint8_t *Image, size_t Size) {
  // CHECK: :[[@LINE+1]]:10: warning: 'fw_checksum' is all that is asked of the image
  return fw_checksum(Image, Size) == trailer(Image, Size);
}
int installOwn(const uint8_t *Image, size_t Size, const void *Slot) {
  if (!isWhole(Image, Size))
    return -1;
  return esp_ota_set_boot_partition(Slot);
}

// negative: a signature as well, and a checksum of what is not installed.
int both(const uint8_t *Image, size_t Size, void *Key, const void *Slot) {
  if (crc32(0, Image, Size - 4) != trailer(Image, Size) ||
      mbedtls_pk_verify(Key, 6, Image, 32, Image + 32, 64) != 0)
    return -1;
  return esp_ota_set_boot_partition(Slot);
}
int measure(const uint8_t *Image, size_t Size) {
  return report(crc32(0, Image, Size));
}
