// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include <psa/crypto.h>
#include <string.h>
/* PSA: keys by attributes, algorithms by value */
// finds credentials: firmcop-hardcoded-crypto-key
static const uint8_t vendor[32] = {
    0xa1, 0x02, 0x39, 0x4e, 0x55, 0x61, 0x77, 0x80, 0x9c, 0x10, 0xbb,
    0xc2, 0xd9, 0xe4, 0xf5, 0x06, 0x17, 0x28, 0x39, 0x4a, 0x5b, 0x6c,
    0x7d, 0x8e, 0x9f, 0xa0, 0xb1, 0xc2, 0xd3, 0xe4, 0xf5, 0x07};
static psa_status_t import(const uint8_t *data, size_t n, psa_algorithm_t alg,
                           psa_key_id_t *id) {
  psa_key_attributes_t a = PSA_KEY_ATTRIBUTES_INIT;
  psa_set_key_usage_flags(&a, PSA_KEY_USAGE_ENCRYPT);
  psa_set_key_algorithm(&a, alg);
  psa_set_key_type(&a, PSA_KEY_TYPE_AES);
  return psa_import_key(&a, data, n, id);
}
psa_status_t backup(const uint8_t *in, uint8_t *out) {
  psa_key_id_t id;
  size_t n;
  psa_status_t s = import(vendor, sizeof vendor, PSA_ALG_ECB_NO_PADDING, &id);
  if (s != PSA_SUCCESS)
    return s;
  // finds crypto: firmcop-ecb-mode
  return psa_cipher_encrypt(id, PSA_ALG_ECB_NO_PADDING, in, 64, out, 64, &n);
}
psa_status_t backup_ok(psa_key_id_t id, const uint8_t *in, uint8_t *out) {
  size_t n;
  return psa_cipher_encrypt(id, PSA_ALG_CTR, in, 64, out, 80, &n);
}
psa_status_t seal(psa_key_id_t id, const uint8_t *in, size_t len,
                  uint8_t *out) {
  // finds crypto: firmcop-static-iv-or-nonce
  uint8_t nonce[12] = {0};
  size_t n;
  return psa_aead_encrypt(id, PSA_ALG_GCM, nonce, sizeof nonce, NULL, 0, in,
                          len, out, len + 16, &n);
}
psa_status_t seal_ok(psa_key_id_t id, const uint8_t *in, size_t len,
                     uint8_t *nonce, uint8_t *out) {
  size_t n;
  psa_status_t s = psa_generate_random(nonce, 12);
  if (s != PSA_SUCCESS)
    return s;
  return psa_aead_encrypt(id, PSA_ALG_GCM, nonce, 12, NULL, 0, in, len, out,
                          len + 16, &n);
}
psa_status_t digest(const uint8_t *in, size_t n, uint8_t *out) {
  size_t m;
  // finds crypto: firmcop-weak-hash
  return psa_hash_compute(PSA_ALG_MD5, in, n, out, 16, &m);
}
psa_status_t install(psa_key_id_t key, const uint8_t *image, size_t n,
                     const uint8_t *sig,
                     int (*flash)(const uint8_t *, size_t)) {
  // finds update: firmcop-signature-result-ignored
  psa_status_t s = psa_verify_message(key, PSA_ALG_ECDSA(PSA_ALG_SHA_256),
                                      image, n, sig, 64);
  s = flash(image, n) ? PSA_ERROR_GENERIC_ERROR : PSA_SUCCESS;
  return s;
}
psa_status_t install_ok(psa_key_id_t key, const uint8_t *image, size_t n,
                        const uint8_t *sig,
                        int (*flash)(const uint8_t *, size_t)) {
  psa_status_t s = psa_verify_message(key, PSA_ALG_ECDSA(PSA_ALG_SHA_256),
                                      image, n, sig, 64);
  if (s == PSA_SUCCESS)
    s = flash(image, n) ? PSA_ERROR_GENERIC_ERROR : PSA_SUCCESS;
  return s;
}
