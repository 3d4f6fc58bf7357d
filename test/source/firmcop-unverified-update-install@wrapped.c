// RUN: %check %s -- -std=gnu11

// What the way to an installation leads through.

#include <fcntl.h>
#include <openssl/evp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// The number that a library call is given the address of is not what it was.
static int digest(const char *Path, unsigned char Out[32]) {
  unsigned Length = 0;
  unsigned char Block[512];
  size_t Count;
  FILE *File = fopen(Path, "rb");
  if (!File)
    return -1;
  EVP_MD_CTX *Context = EVP_MD_CTX_new();
  EVP_DigestInit_ex(Context, EVP_sha256(), NULL);
  while ((Count = fread(Block, 1, sizeof Block, File)) > 0)
    EVP_DigestUpdate(Context, Block, Count);
  EVP_DigestFinal_ex(Context, Out, &Length);
  EVP_MD_CTX_free(Context);
  fclose(File);
  return Length == 32 ? 0 : -1;
}
int installDigested(const unsigned char *Wanted) {
  unsigned char Is[32];
  if (digest("/tmp/firmware.bin", Is) || memcmp(Is, Wanted, 32))
    return -1;
  // CHECK: :[[@LINE+1]]:10: warning: 'system' runs a command that writes an image to flash memory, but no signature is verified
  return system("mtd -r write /tmp/firmware.bin firmware");
}

// A number that is called, wherever it comes from.
int load(const void *From, unsigned long *Entry);
int startLoaded(const void *From) {
  unsigned long Entry;
  if (load(From, &Entry))
    return -1;
  // CHECK: :[[@LINE+1]]:3: warning: 'startLoaded' starts the program that lies in memory, but no signature is verified
  ((void (*)(void))Entry)();
  return 0;
}
// negative: a pointer that was one all along.
struct Task {
  void (*run)(void);
  void *data;
};
void runTask(const struct Task *T) { ((void (*)(void))T->run)(); }
