// RUN: %check %s -- -std=gnu11

// A partition of Linux that is written first and verified then, where nothing
// chooses what boots.

#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

extern const unsigned char ReleaseKey[crypto_sign_PUBLICKEYBYTES];
enum { Size = 0x200000, Head = crypto_sign_BYTES };

static unsigned char *readImage(const char *Path) {
  unsigned char *Image = malloc(Size);
  int From = open(Path, O_RDONLY);
  if (!Image || From < 0 || read(From, Image, Size) != Size)
    return NULL;
  close(From);
  return Image;
}

int late(const char *Path) {
  unsigned char *Image = readImage(Path);
  int To = open("/dev/mtd2", O_RDWR);
  // CHECK: :[[@LINE+1]]:27: warning: 'write' writes an image to flash memory where it boots without being chosen, and its signature is verified only afterwards
  if (!Image || To < 0 || write(To, Image, Size) != Size)
    return -1;
  return crypto_sign_verify_detached(Image, Image + Head, Size - Head,
                                     ReleaseKey);
}
// negative: verified first.
int early(const char *Path) {
  unsigned char *Image = readImage(Path);
  if (!Image || crypto_sign_verify_detached(Image, Image + Head, Size - Head,
                                            ReleaseKey) != 0)
    return -1;
  int To = open("/dev/mtd3", O_RDWR);
  return To < 0 || write(To, Image, Size) != Size;
}
// negative: some partition that somebody else has chosen.
int toPartition(const char *Path, int Number) {
  char Device[32];
  unsigned char *Image = readImage(Path);
  snprintf(Device, sizeof Device, "/dev/mtd%d", Number);
  int To = open(Device, O_RDWR);
  if (!Image || To < 0 || write(To, Image, Size) != Size)
    return -1;
  return crypto_sign_verify_detached(Image, Image + Head, Size - Head,
                                     ReleaseKey);
}
