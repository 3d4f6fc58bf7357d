// RUN: %check %s -- -std=gnu11

// A boot loader that verifies nothing.

#include <stdint.h>

#define APPLICATION 0x08010000u
#define ROM_TABLE ((uint32_t *)0x01000010)

void startApplication(void) {
  uint32_t Entry = *(volatile uint32_t *)(APPLICATION + 4);
  // CHECK: :[[@LINE+1]]:3: warning: 'startApplication' starts the program that lies in memory, but no signature is verified; {{.+}} [firmcop-unverified-update-install]
  ((void (*)(void))Entry)();
}

void startCopied(void) {
  void (*Firmware)(void) = (void (*)(void))(0x20004000u + 1);
  // CHECK: :[[@LINE+1]]:3: warning: 'startCopied' starts the program
  Firmware();
}

struct vectors { uint32_t Stack, Reset; };
void startAt(uint32_t Base, uint32_t Offset) {
  const struct vectors *Table = (const struct vectors *)(Base + Offset);
  // CHECK: :[[@LINE+1]]:3: warning: 'startAt' starts the program
  ((void (*)(void))Table->Reset)();
}

// negative: routines in ROM, callbacks, and a reset.
int callRom(uint32_t *Command, uint32_t *Result) {
  ((void (*)(uint32_t *, uint32_t *))0x1FFF1FF1)(Command, Result);
  return ((int (*)(void))ROM_TABLE[2])();
}
static void (*Handlers[8])(void);
void dispatch(unsigned Number) {
  if (Number < 8 && Handlers[Number])
    Handlers[Number]();
}
struct Driver { void (*poll)(void); };
void pollAll(const struct Driver *D) { D->poll(); }
void reset(void) { ((void (*)(void))0)(); }
