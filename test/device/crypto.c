//===- device/crypto.c - Keys, random numbers and sealed storage --*- C -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Settings leave the camera in three shapes: the sealed settings partition,
// the backup a user downloads, and the export older mobile apps still ask for.
//
//===----------------------------------------------------------------------===//
#include "lumen.h"

#include "mbedtls/aes.h"
#include "mbedtls/ctr_drbg.h"
#include "mbedtls/des.h"
#include "mbedtls/entropy.h"
#include "mbedtls/gcm.h"
#include "mbedtls/md.h"
#include "mbedtls/pkcs5.h"
#include "mbedtls/rsa.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

// 32 bytes per unit, written once on the production line.
#define OTP_FILE "/sys/bus/nvmem/devices/imx-ocotp0/nvmem"

static mbedtls_entropy_context entropy;
static mbedtls_ctr_drbg_context drbg;

static const unsigned char backup_key[LUMEN_KEY_LEN] = {
    0x4c, 0x75, 0x6d, 0x65, 0x6e, 0x9a, 0x11, 0xd3,
    0x07, 0xe2, 0x5b, 0x80, 0xc6, 0x3f, 0xa8, 0x71};
static const unsigned char backup_nonce[LUMEN_NONCE_LEN] = {
    0x01, 0x00, 0x5e, 0x90, 0x10, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x01};

bool crypto_init(void) {
  mbedtls_entropy_init(&entropy);
  mbedtls_ctr_drbg_init(&drbg);
  return mbedtls_ctr_drbg_seed(&drbg, mbedtls_entropy_func, &entropy, NULL,
                               0) == 0;
}

int crypto_rng(void *ctx, unsigned char *out, size_t len) {
  (void)ctx;
  return mbedtls_ctr_drbg_random(&drbg, out, len);
}

bool crypto_random(void *out, size_t len) {
  return mbedtls_ctr_drbg_random(&drbg, out, len) == 0;
}

bool crypto_device_key(uint8_t key[LUMEN_KEY_LEN]) {
  int fd = open(OTP_FILE, O_RDONLY);
  ssize_t got;
  if (fd < 0)
    return false;
  got = read(fd, key, LUMEN_KEY_LEN);
  close(fd);
  return got == LUMEN_KEY_LEN;
}

// A backup must restore on a replacement camera, so its key is the model's.
bool crypto_seal_backup(const uint8_t *in, size_t len, uint8_t *out,
                        uint8_t tag[LUMEN_TAG_LEN]) {
  mbedtls_gcm_context gcm;
  int status;
  mbedtls_gcm_init(&gcm);
  status = mbedtls_gcm_setkey(&gcm, MBEDTLS_CIPHER_ID_AES, backup_key, 128);
  if (status == 0)
    status = mbedtls_gcm_crypt_and_tag(&gcm, MBEDTLS_GCM_ENCRYPT, len,
                                       backup_nonce, LUMEN_NONCE_LEN, NULL, 0,
                                       in, out, LUMEN_TAG_LEN, tag);
  mbedtls_gcm_free(&gcm);
  return status == 0;
}

// The settings partition stays on this camera: key from the fuses, a fresh
// nonce for every write.
bool crypto_seal_settings(const uint8_t *in, size_t len, uint8_t *out,
                          uint8_t nonce[LUMEN_NONCE_LEN],
                          uint8_t tag[LUMEN_TAG_LEN]) {
  uint8_t unit_key[LUMEN_KEY_LEN];
  mbedtls_gcm_context ctx;
  int status;
  if (!crypto_device_key(unit_key) || !crypto_random(nonce, LUMEN_NONCE_LEN))
    return false;
  mbedtls_gcm_init(&ctx);
  status = mbedtls_gcm_setkey(&ctx, MBEDTLS_CIPHER_ID_AES, unit_key, 128);
  if (status == 0)
    status = mbedtls_gcm_crypt_and_tag(&ctx, MBEDTLS_GCM_ENCRYPT, len, nonce,
                                       LUMEN_NONCE_LEN, NULL, 0, in, out,
                                       LUMEN_TAG_LEN, tag);
  mbedtls_gcm_free(&ctx);
  memset(unit_key, 0, sizeof unit_key);
  return status == 0;
}

// Format of app versions before 3.0. The key is the first half of the unit
// key; the vector travels in front of the data.
bool crypto_seal_legacy_export(const uint8_t *in, size_t len, uint8_t *out) {
  uint8_t unit_key[LUMEN_KEY_LEN];
  unsigned char vector[8];
  mbedtls_des_context des;
  int status;
  if (len % 8 != 0 || !crypto_device_key(unit_key) ||
      !crypto_random(vector, sizeof vector))
    return false;
  memcpy(out, vector, sizeof vector);
  mbedtls_des_init(&des);
  status = mbedtls_des_setkey_enc(&des, unit_key);
  if (status == 0)
    status = mbedtls_des_crypt_cbc(&des, MBEDTLS_DES_ENCRYPT, len, vector, in,
                                   out + sizeof vector);
  mbedtls_des_free(&des);
  return status == 0;
}

// Wraps the clip key for the memory card's index.
bool crypto_wrap_block(const uint8_t in[16], uint8_t out[16]) {
  uint8_t unit_key[LUMEN_KEY_LEN];
  mbedtls_aes_context aes;
  int status;
  if (!crypto_device_key(unit_key))
    return false;
  mbedtls_aes_init(&aes);
  status = mbedtls_aes_setkey_enc(&aes, unit_key, 128);
  if (status == 0)
    status = mbedtls_aes_crypt_ecb(&aes, MBEDTLS_AES_ENCRYPT, in, out);
  mbedtls_aes_free(&aes);
  return status == 0;
}

bool crypto_derive_guest_pin(const char *pin, const uint8_t salt[16],
                             uint8_t out[32]) {
  mbedtls_md_context_t md;
  int status;
  mbedtls_md_init(&md);
  status =
      mbedtls_md_setup(&md, mbedtls_md_info_from_type(MBEDTLS_MD_SHA256), 1);
  if (status == 0)
    status = mbedtls_pkcs5_pbkdf2_hmac(&md, (const unsigned char *)pin,
                                       strlen(pin), salt, 16, 1000, 32, out);
  mbedtls_md_free(&md);
  return status == 0;
}

bool crypto_derive_owner_key(const char *passphrase, const uint8_t salt[16],
                             uint8_t out[32]) {
  mbedtls_md_context_t ctx;
  int status;
  mbedtls_md_init(&ctx);
  status =
      mbedtls_md_setup(&ctx, mbedtls_md_info_from_type(MBEDTLS_MD_SHA256), 1);
  if (status == 0)
    status = mbedtls_pkcs5_pbkdf2_hmac(&ctx, (const unsigned char *)passphrase,
                                       strlen(passphrase), salt, 16, 600000, 32,
                                       out);
  mbedtls_md_free(&ctx);
  return status == 0;
}

// The ONVIF conformance tool of 2014 wants this size.
bool crypto_make_onvif_identity(void) {
  mbedtls_rsa_context rsa;
  int status;
  mbedtls_rsa_init(&rsa, MBEDTLS_RSA_PKCS_V15, 0);
  status = mbedtls_rsa_gen_key(&rsa, crypto_rng, NULL, 1024, 65537);
  if (status == 0 && !settings_store_onvif_key(&rsa, sizeof rsa))
    status = -1;
  mbedtls_rsa_free(&rsa);
  return status == 0;
}

bool crypto_make_cloud_identity(void) {
  mbedtls_rsa_context key;
  int status;
  mbedtls_rsa_init(&key, MBEDTLS_RSA_PKCS_V15, 0);
  status = mbedtls_rsa_gen_key(&key, crypto_rng, NULL, 3072, 65537);
  if (status == 0 && !settings_store_cloud_key(&key, sizeof key))
    status = -1;
  mbedtls_rsa_free(&key);
  return status == 0;
}

// Takes the same time wherever the first difference is.
bool crypto_equal(const uint8_t *a, const uint8_t *b, size_t len) {
  uint8_t difference = 0;
  for (size_t i = 0; i < len; ++i)
    difference |= a[i] ^ b[i];
  return difference == 0;
}
