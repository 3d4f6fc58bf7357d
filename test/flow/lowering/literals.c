// Constants keep the names they are written with.
// RUN: %firmcop-tidy --dump-flow %s -- | FileCheck %s

#define ECB 1
#define MODE ECB
#define FLAGS (1 << 3)
#define SUM 1 + 2
#define APPLY(x) take(x)
#define TAKE_IT take(7)
enum Level { Low = 2, High = 5 };
void take(int);
void text(const char *);
void wide(const int *);

void names(int n) {
  // CHECK: call @take(ECB=MODE=1) @[[#@LINE+1]]:3
  take(MODE);
  // CHECK: call @take(FLAGS=8)
  take(FLAGS);
  // A part of a macro is not called by the macro's name.
  // CHECK: call @take(3)
  take(SUM * 1);
  // CHECK: call @take(High=5)
  take(High);
  // What is written in a macro's argument is at its own place, what is in the
  // macro's text is where the macro is used.
  // CHECK: [[N:t[0-9]+]] = load i32s &n @[[#@LINE+2]]:9
  // CHECK: call @take([[N]]) @[[#@LINE+1]]:3+{{[0-9]+}}/5
  APPLY(n);
  // CHECK: call @take(7) @[[#@LINE+1]]:3+{{[0-9]+}}/7
  TAKE_IT;
  // CHECK: copy ptr "a\x00b" @[[#@LINE+1]]:8
  text("a\0b");
  // CHECK: copy ptr bytes "h\x00\x00\x00i\x00\x00\x00"
  wide(L"hi");
  // CHECK: call @take(-1)
  take(-1);
  // CHECK: call @take(256)
  take(0xff + 1);
}
