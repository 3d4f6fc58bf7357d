// RUN: %check %s -- -std=gnu11

// A failed verification is told, and the image is installed all the same.

#include <stdbool.h>
#include <stdint.h>

typedef __SIZE_TYPE__ size_t;
int mbedtls_pk_verify(void *context, int md, const uint8_t *hash, size_t n, const uint8_t *signature, size_t size);
int esp_ota_set_boot_partition(const void *p);
void indicate(int colour);
static int failures;

void counted(void *key, const uint8_t *hash, const uint8_t *signature, const void *slot) {
  // CHECK: :[[@LINE+1]]:7: warning: The program goes on after 'mbedtls_pk_verify' has failed, and 'esp_ota_set_boot_partition' still makes an image the one that boots next; {{.+}} [firmcop-fail-open-on-tamper]
  if (mbedtls_pk_verify(key, 6, hash, 32, signature, 256) != 0) {
    ++failures;
    indicate(1);
  }
  esp_ota_set_boot_partition(slot);
}

// Through a wrapper whose caller asks, and goes on.
static bool isGenuine(void *key, const uint8_t *hash, const uint8_t *signature) {
  // CHECK: :[[@LINE+1]]:10: warning: The program goes on after 'mbedtls_pk_verify' has failed, and 'esp_ota_set_boot_partition'
  return mbedtls_pk_verify(key, 6, hash, 32, signature, 256) == 0;
}
int wrapped(void *key, const uint8_t *hash, const uint8_t *signature, const void *slot) {
  if (!isGenuine(key, hash, signature))
    indicate(2);
  return esp_ota_set_boot_partition(slot);
}

// negative: what failed is not installed.
int refused(void *key, const uint8_t *hash, const uint8_t *signature, const void *slot) {
  int good = mbedtls_pk_verify(key, 6, hash, 32, signature, 256) == 0;
  if (!good)
    indicate(1);
  return good ? esp_ota_set_boot_partition(slot) : -1;
}
