// Which values count as constants, seen through a rule on a key.
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
static const u8 InTable[16] = {1, 2, 3};
static u8 NeverWritten[16] = {1, 2, 3};
static u8 Filled[16] = {1, 2, 3};
u8 SharedWithOthers[16] = {1, 2, 3};

void literals(struct key *K, int which) {
  // CHECK: :[[@LINE+1]]:3: warning:
  AES_set_encrypt_key((const u8 *)SECRET, 128, K);
  // CHECK: :[[@LINE+1]]:3: warning:
  AES_set_encrypt_key((const u8 *)(which ? "0123456789abcdef" : SECRET), 128, K);
  // CHECK: :[[@LINE+1]]:3: warning:
  AES_set_encrypt_key((const u8[16]){1, 2}, 128, K);
  AES_set_encrypt_key((const u8 *)"", 128, K);
}

void variables(struct key *K, int which, const u8 *given) {
  // CHECK: :[[@LINE+1]]:3: warning:
  AES_set_encrypt_key(InTable, 128, K);
  // CHECK: :[[@LINE+1]]:3: warning:
  AES_set_encrypt_key(&NeverWritten[0], 128, K);
  AES_set_encrypt_key(Filled, 128, K);
  fill(Filled);
  AES_set_encrypt_key(SharedWithOthers, 128, K);
  const u8 *chosen;
  if (which)
    chosen = InTable;
  else
    chosen = NeverWritten;
  // CHECK: :[[@LINE+1]]:3: warning:
  AES_set_encrypt_key(chosen, 128, K);
  const u8 *maybe = InTable;
  if (which)
    maybe = given;
  AES_set_encrypt_key(maybe, 128, K);
  AES_set_encrypt_key(given, 128, K);
}

void locals(void *C, struct key *K) {
  u8 written[16] = {1, 2, 3};
  written[3] = 7;
  AES_set_encrypt_key(written, 128, K);
  u8 copied[16] = {1, 2, 3};
  memcpy(copied, Filled, 16);
  AES_set_encrypt_key(copied, 128, K);
  u8 readOnly[16] = {1, 2, 3};
  look(readOnly);
  // CHECK: :[[@LINE+1]]:3: warning:
  AES_set_encrypt_key(readOnly, 128, K);
  // The call takes a pointer that it may write through, but it does so after
  // it was given the constant.
  u8 passed[16] = {1, 2, 3};
  // CHECK: :[[@LINE+1]]:3: warning:
  mbedtls_aes_setkey_enc(C, passed, 128);
}

#define LEVEL 2
void branches(struct key *K, int which) {
  if (LEVEL > 3)
    AES_set_encrypt_key(InTable, 128, K);
  else if (which)
    // CHECK: :[[@LINE+1]]:5: warning:
    AES_set_encrypt_key(InTable, 128, K);
  switch (which) {
    if (0) {
    case 1:
      // CHECK: :[[@LINE+1]]:7: warning:
      AES_set_encrypt_key(InTable, 128, K);
    }
  }
}
