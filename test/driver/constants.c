// Which values count as constants, seen through a rule on a key. Each is told
// where it is written.
// RUN: %firmcop-tidy '--checks=-*,firmcop-hardcoded-crypto-key' %s -- -w \
// RUN:     2>/dev/null | grep warning: > %t.out
// RUN: FileCheck %s --input-file=%t.out --implicit-check-not=warning:

typedef unsigned char u8;
struct key;
int AES_set_encrypt_key(const u8 *, int, struct key *);
int mbedtls_aes_setkey_enc(void *, u8 *, unsigned);
int fill(u8 *);
int look(const u8 *);
void *memcpy(void *, const void *, unsigned long);

#define SECRET "0123456789abcdef"
// CHECK: :[[@LINE+1]]:31: warning:
static const u8 InTable[16] = {1, 2, 3};
// CHECK: :[[@LINE+1]]:30: warning:
static u8 NeverWritten[16] = {1, 2, 3};
static u8 Filled[16] = {1, 2, 3};
u8 SharedWithOthers[16] = {1, 2, 3};

void literals(struct key *K, int which) {
  // CHECK: :[[@LINE+1]]:35: warning:
  AES_set_encrypt_key((const u8 *)SECRET, 128, K);
  // CHECK: :[[@LINE+2]]:44: warning:
  // CHECK: :[[@LINE+1]]:65: warning:
  AES_set_encrypt_key((const u8 *)(which ? "0123456789abcdef" : SECRET), 128, K);
  // CHECK: :[[@LINE+1]]:37: warning:
  AES_set_encrypt_key((const u8[16]){1, 2}, 128, K);
  AES_set_encrypt_key((const u8 *)"", 128, K);
}

void variables(struct key *K, int which, const u8 *given) {
  AES_set_encrypt_key(InTable, 128, K);
  AES_set_encrypt_key(&NeverWritten[0], 128, K);
  AES_set_encrypt_key(Filled, 128, K);
  fill(Filled);
  AES_set_encrypt_key(SharedWithOthers, 128, K);
  AES_set_encrypt_key(given, 128, K);
}

void locals(void *C, struct key *K) {
  // CHECK: :[[@LINE+1]]:20: warning:
  u8 written[16] = {1, 2, 3};
  written[3] = 7;
  AES_set_encrypt_key(written, 128, K);
  u8 copied[16] = {1, 2, 3};
  memcpy(copied, Filled, 16);
  AES_set_encrypt_key(copied, 128, K);
  // CHECK: :[[@LINE+1]]:21: warning:
  u8 readOnly[16] = {1, 2, 3};
  look(readOnly);
  AES_set_encrypt_key(readOnly, 128, K);
  // The call takes a pointer that it may write through, but it does so after
  // it was given the constant.
  // CHECK: :[[@LINE+1]]:19: warning:
  u8 passed[16] = {1, 2, 3};
  mbedtls_aes_setkey_enc(C, passed, 128);
}

#define LEVEL 2
void branches(struct key *K, int which) {
  static const u8 Never[16] = {4, 4}, First[16] = {4, 1}, Second[16] = {4, 2};
  // CHECK: :[[@LINE-1]]:51: warning:
  // CHECK: :[[@LINE-2]]:72: warning:
  if (LEVEL > 3)
    AES_set_encrypt_key(Never, 128, K);
  else if (which)
    AES_set_encrypt_key(First, 128, K);
  switch (which) {
    if (0) {
    case 1:
      AES_set_encrypt_key(Second, 128, K);
    }
  }
}
