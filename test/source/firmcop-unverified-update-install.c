// RUN: %check %s -- -std=gnu11

typedef __SIZE_TYPE__ size_t;
typedef unsigned char uint8_t;
typedef unsigned int uint32_t;

// ESP-IDF
typedef int esp_err_t;
typedef uint32_t esp_ota_handle_t;
typedef struct { int X; } esp_partition_t;
esp_err_t esp_ota_write(esp_ota_handle_t h, const void *data, size_t size);
esp_err_t esp_ota_end(esp_ota_handle_t h);
esp_err_t esp_ota_set_boot_partition(const esp_partition_t *p);
// STM32 HAL
int HAL_FLASH_Program(uint32_t type, uint32_t address, unsigned long data);
int HAL_UART_Receive(void *uart, uint8_t *data, unsigned short size,
                     uint32_t timeout);
uint32_t HAL_CRC_Calculate(void *crc, uint32_t *data, uint32_t len);
// Zephyr
int boot_request_upgrade(int permanent);
int flash_img_buffered_write(void *ctx, const uint8_t *data, size_t len,
                             int flush);
int flash_write(const void *dev, long offset, const void *data, size_t len);
// Linux
int open(const char *path, int flags, ...);
int close(int fd);
long write(int fd, const void *data, size_t len);
int ioctl(int fd, unsigned long request, ...);
int system(const char *command);
int snprintf(char *s, size_t n, const char *format, ...);
long recv(int s, void *buf, size_t len, int flags);
int memcmp(const void *a, const void *b, size_t len);
#define O_RDONLY 0
#define O_RDWR 2
// Cryptography
typedef struct { int X; } mbedtls_pk_context;
int mbedtls_pk_verify(mbedtls_pk_context *ctx, int md, const uint8_t *hash,
                      size_t hash_len, const uint8_t *sig, size_t sig_len);
int crypto_sign_verify_detached(const uint8_t *sig, const uint8_t *m,
                                unsigned long long len, const uint8_t *pk);
int EVP_DigestVerify(void *ctx, const uint8_t *sig, size_t siglen,
                     const uint8_t *data, size_t len);

static mbedtls_pk_context Key;
static uint8_t Buffer[512];

//===--- Found ------------------------------------------------------------===//

// The image is made bootable as it was downloaded.
esp_err_t activate(const esp_partition_t *Slot, esp_ota_handle_t H) {
  esp_ota_write(H, Buffer, sizeof Buffer);
  esp_ota_end(H);
  // CHECK: :[[@LINE+1]]:10: warning: 'esp_ota_set_boot_partition' makes an image the one that boots next, but no signature is verified ('esp_ota_end' is a checksum, which proves no origin); {{.+}} [firmcop-unverified-update-install]
  return esp_ota_set_boot_partition(Slot);
}

// Through helper functions: the write is two calls away from the name.
static int program(uint32_t At, const uint32_t *Words, int Count) {
  for (int I = 0; I < Count; ++I)
    // CHECK: :[[@LINE+1]]:9: warning: 'HAL_FLASH_Program' writes an image to flash memory, but no signature is verified; {{.+}}
    if (HAL_FLASH_Program(2, At + 4 * I, Words[I]))
      return -1;
  return 0;
}
static int programAll(const uint32_t *Words, int Count) {
  return program(0x08020000, Words, Count);
}
int bootloader_install_firmware(const uint32_t *Words, int Count) {
  return programAll(Words, Count);
}

// What arrived over the serial line, guarded by a CRC.
int receiveOverSerial(void *Uart, void *Crc, uint32_t Expected) {
  uint8_t Block[256];
  if (HAL_UART_Receive(Uart, Block, sizeof Block, 1000))
    return -1;
  if (HAL_CRC_Calculate(Crc, (uint32_t *)Block, 64) != Expected)
    return -1;
  // CHECK: :[[@LINE+1]]:10: warning: 'HAL_FLASH_Program' {{.+}} ('HAL_CRC_Calculate' is a checksum, which proves no origin)
  return HAL_FLASH_Program(2, 0x08020000, *(uint32_t *)Block);
}

// A flash device of Linux.
int rawPartition(const uint8_t *Data, size_t Len) {
  int Device = open("/dev/mtd4", O_RDWR);
  // CHECK: :[[@LINE+1]]:13: warning: 'write' writes an image to flash memory,
  int Bad = write(Device, Data, Len) != (long)Len;
  close(Device);
  return Bad;
}

// The same, with a helper that does the writing.
static int writeAll(int Fd, const uint8_t *Data, size_t Len) {
  while (Len) {
    long Done = write(Fd, Data, Len);
    if (Done <= 0)
      return -1;
    Data += Done;
    Len -= Done;
  }
  return 0;
}
int partitionByNumber(int Number, const uint8_t *Data, size_t Len) {
  char Path[32];
  snprintf(Path, sizeof Path, "/dev/mtd%d", Number);
  int Device = open(Path, O_RDWR);
  // CHECK: :[[@LINE+1]]:10: warning: 'writeAll' writes an image to flash memory,
  return writeAll(Device, Data, Len);
}

// Commands.
int byCommand(const char *File) {
  char Command[128];
  snprintf(Command, sizeof Command, "mtd -r write %s firmware", File);
  // CHECK: :[[@LINE+1]]:10: warning: 'system' runs a command that writes an image to flash memory,
  return system(Command);
}
// CHECK: :[[@LINE+1]]:27: warning: 'system' runs a command
int forced(void) { return system("/sbin/sysupgrade -F /tmp/new.bin"); }
// CHECK: :[[@LINE+1]]:24: warning: 'system' runs a command
int raw(void) { return system("dd if=/tmp/root.img of=/dev/mtdblock2 bs=64k"); }

// A function that is called like a verification, but only compares.
static int verify_image(const uint8_t *Image, const uint8_t *Digest) {
  return memcmp(Image, Digest, 32) == 0;
}
int ota_store(const void *Device, const uint8_t *Image) {
  if (!verify_image(Image, Image + 480))
    return -1;
  // CHECK: :[[@LINE+1]]:10: warning: 'flash_write' writes an image to flash memory,
  return flash_write(Device, 0, Image, 480);
}

//===--- Not found --------------------------------------------------------===//

// Verified in the same function.
esp_err_t activateVerified(const esp_partition_t *Slot, const uint8_t *Sig) {
  if (mbedtls_pk_verify(&Key, 6, Buffer, 32, Sig, 64))
    return -1;
  return esp_ota_set_boot_partition(Slot);
}

// Verified by a caller, and by a helper of a caller.
static int programSlot(const uint32_t *Image, int Count) {
  for (int I = 0; I < Count; ++I)
    HAL_FLASH_Program(2, 0x08020000 + 4 * I, Image[I]);
  return 0;
}
static int isGenuine(const uint8_t *Image, size_t Len, const uint8_t *Sig) {
  return crypto_sign_verify_detached(Sig, Image, Len, Buffer) == 0;
}
int installFirmware(const uint32_t *Image, int Count, const uint8_t *Sig) {
  if (!isGenuine((const uint8_t *)Image, 4 * Count, Sig))
    return -1;
  return programSlot(Image, Count);
}

// Verified through a callback.
static long onBlock(const uint8_t *Data, size_t Len) {
  return esp_ota_write(1, Data, Len);
}
void fetch(long (*Block)(const uint8_t *, size_t));
int updateOverNetwork(void *Ctx, const uint8_t *Sig) {
  fetch(onBlock);
  return EVP_DigestVerify(Ctx, Sig, 64, Buffer, sizeof Buffer) == 1;
}

// Verified by another file, as its name says, or by a driver.
int check_signature(const uint8_t *Image, size_t Len);
int storeChecked(const uint8_t *Image, size_t Len) {
  int Device = open("/dev/mtd3", O_RDWR);
  if (check_signature(Image, Len))
    write(Device, Image, Len);
  return close(Device);
}
struct Backend { int (*verify)(const uint8_t *, size_t); };
int storeWithBackend(struct Backend *B, const uint8_t *Image, size_t Len) {
  int Device = open("/dev/mtd3", O_RDWR);
  if (B->verify(Image, Len) == 0)
    write(Device, Image, Len);
  return close(Device);
}

// MCUboot verifies what Zephyr hands to it.
int zephyrUpgrade(void *Ctx, const uint8_t *Image, size_t Len) {
  flash_img_buffered_write(Ctx, Image, Len, 1);
  return boot_request_upgrade(0);
}

// Settings, logs, calibration and drivers are no updates.
int saveSettings(const void *Device, const void *Settings, size_t Len) {
  return flash_write(Device, 0x1000, Settings, Len);
}
int logAppend(const void *Device, const void *Line, size_t Len) {
  return flash_write(Device, 0x2000, Line, Len);
}
int updateCounter(const void *Device, uint32_t Count) {
  return flash_write(Device, 0x3000, &Count, sizeof Count);
}
int storeReceivedConfig(const void *Device, int Socket) {
  uint8_t Config[64];
  recv(Socket, Config, sizeof Config, 0);
  return flash_write(Device, 0x4000, Config, sizeof Config);
}
int blockDeviceProgram(uint32_t Address, const uint32_t *Data, int Count) {
  for (int I = 0; I < Count; ++I)
    HAL_FLASH_Program(2, Address + 4 * I, Data[I]);
  return 0;
}
int saveCalibration(const uint8_t *Calibration) {
  int Device = open("/dev/mtd7", O_RDWR);
  write(Device, Calibration, 64);
  return close(Device);
}
// Other files, other commands, and reading.
int dump(const uint8_t *Data, size_t Len) {
  int Flash = open("/dev/mtd4", O_RDONLY), File = open("/tmp/dump", O_RDWR);
  write(File, Data, Len);
  return Flash + File + system("sysupgrade -c /tmp/new.bin; dd if=/dev/mtd4 of=/tmp/x");
}
