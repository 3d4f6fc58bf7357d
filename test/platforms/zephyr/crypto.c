// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "zephyr.h"
// finds credentials: firmcop-hardcoded-crypto-key
static const uint8_t link_key[16] = {0x7e, 0x12, 0xc4, 0x90, 0x3b, 0x55,
                                     0xaf, 0x01, 0x66, 0xd2, 0x8c, 0x19,
                                     0xe7, 0x40, 0xbb, 0x2a};
struct radio {
  struct tc_aes_key_sched_struct sched;
  uint8_t iv[16];
};
static void radio_key(struct radio *r, const uint8_t *key) {
  tc_aes128_set_encrypt_key(&r->sched, key);
}
int radio_init(struct radio *r) {
  radio_key(r, link_key);
  memset(r->iv, 0, sizeof r->iv);
  return 0;
}
int radio_send(struct radio *r, const uint8_t *in, uint8_t *out) {
  // misses crypto: firmcop-static-iv-or-nonce
  return tc_cbc_mode_encrypt(out, 48, in, 32, r->iv, &r->sched) ==
                 TC_CRYPTO_SUCCESS
             ? 0
             : -EIO;
}
int radio_send_ok(struct radio *r, const uint8_t *in, uint8_t *out) {
  if (sys_csrand_get(r->iv, sizeof r->iv))
    return -EIO;
  return tc_cbc_mode_encrypt(out, 48, in, 32, r->iv, &r->sched) ==
                 TC_CRYPTO_SUCCESS
             ? 0
             : -EIO;
}
int seal_block(struct radio *r, const uint8_t *in, uint8_t *out) {
  // finds crypto: firmcop-ecb-mode
  return tc_aes_encrypt(out, in, &r->sched);
}
int make_pairing_key(uint8_t *key, size_t n) {
  for (size_t i = 0; i < n; i += 4) {
    uint32_t r = sys_rand32_get();
    // finds crypto: firmcop-weak-random-for-secret
    memcpy(key + i, &r, 4);
  }
  return 0;
}
int pairing(struct radio *r) {
  uint8_t key[16];
  make_pairing_key(key, sizeof key);
  // finds crypto: firmcop-weak-random-for-secret
  return tc_aes128_set_encrypt_key(&r->sched, key);
}
int pairing_ok(struct radio *r) {
  uint8_t key[16];
  if (sys_csrand_get(key, sizeof key))
    return -EIO;
  return tc_aes128_set_encrypt_key(&r->sched, key);
}
int serial_key(struct radio *r) {
  uint8_t id[16] = {0};
  if (hwinfo_get_device_id(id, sizeof id) < 0)
    return -EIO;
  // finds credentials: firmcop-password-derived-from-identifier
  return tc_aes128_set_encrypt_key(&r->sched, id);
}
