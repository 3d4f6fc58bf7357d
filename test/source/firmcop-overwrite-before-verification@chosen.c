// RUN: %firmcop-tidy '--checks=-*,firmcop-overwrite-before-verification' --quiet %s -- -std=gnu11 | FileCheck %s --allow-empty
// CHECK-NOT: warning:

// negative: what is written boots only when it is chosen.

#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <unistd.h>

extern const unsigned char ReleaseKey[crypto_sign_PUBLICKEYBYTES];
enum { Size = 0x200000, Head = crypto_sign_BYTES };

int update(const unsigned char *Image) {
  int To = open("/dev/mtd2", O_RDWR);
  if (To < 0 || write(To, Image, Size) != Size)
    return -1;
  if (crypto_sign_verify_detached(Image, Image + Head, Size - Head,
                                  ReleaseKey) != 0)
    return -1;
  return system("fw_setenv bootslot 2");
}
