// include/nrf5.h - What a platform declares, cut down
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FIRMCOP_TEST_PLATFORMS_NRF5_H
#define FIRMCOP_TEST_PLATFORMS_NRF5_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
typedef uint32_t ret_code_t;
void app_error_check_(ret_code_t);
#define NRF_SUCCESS 0
#define NRF_ERROR_INVALID_DATA 11
#define APP_ERROR_CHECK(x)                                                     \
  do {                                                                         \
    if ((x) != NRF_SUCCESS)                                                    \
      app_error_check_(x);                                                     \
  } while (0)
#define VERIFY_SUCCESS(x)                                                      \
  do {                                                                         \
    if ((x) != NRF_SUCCESS)                                                    \
      return (x);                                                              \
  } while (0)
#define NRF_LOG_INFO(...) nrf_log_frontend_std(3, __VA_ARGS__)
void nrf_log_frontend_std(uint32_t severity, const char *fmt, ...);
typedef struct {
  uint16_t handle;
  uint8_t op, auth_required;
  uint16_t offset;
  uint16_t len;
  uint8_t data[1];
} ble_gatts_evt_write_t;
typedef struct {
  uint16_t conn_handle;
  union {
    ble_gatts_evt_write_t write;
  } params;
} ble_gatts_evt_t;
typedef struct {
  struct {
    uint16_t evt_id;
    uint16_t evt_len;
  } header;
  union {
    ble_gatts_evt_t gatts_evt;
  } evt;
} ble_evt_t;
#define BLE_GATTS_EVT_WRITE 0x50
typedef struct {
  uint8_t const *p_data;
  uint16_t length;
} ble_nus_evt_rx_data_t;
typedef struct {
  int type;
  struct ble_nus_s *p_nus;
  uint16_t conn_handle;
  union {
    ble_nus_evt_rx_data_t rx_data;
  } params;
} ble_nus_evt_t;
typedef void (*ble_nus_data_handler_t)(ble_nus_evt_t *p_evt);
typedef struct {
  ble_nus_data_handler_t data_handler;
} ble_nus_init_t;
typedef struct {
  int x;
} ble_nus_t;
uint32_t ble_nus_init(ble_nus_t *p_nus, ble_nus_init_t const *p_nus_init);
#define BLE_NUS_EVT_RX_DATA 0
typedef struct {
  uint8_t type;
  uint16_t opt_len;
  uint8_t const *p_passkey;
} ble_gap_opt_passkey_t;
typedef union {
  struct {
    ble_gap_opt_passkey_t passkey;
  } gap_opt;
} ble_opt_t;
uint32_t sd_ble_opt_set(uint32_t opt_id, ble_opt_t const *p_opt);
#define BLE_GAP_OPT_PASSKEY 34
typedef void (*nrf_sdh_ble_evt_handler_t)(ble_evt_t const *p_ble_evt,
                                          void *p_context);
#define NRF_SDH_BLE_OBSERVER(_name, _prio, _handler, _ctx)                     \
  static const struct {                                                        \
    nrf_sdh_ble_evt_handler_t handler;                                         \
    void *p_context;                                                           \
  } _name __attribute__((used, section("sdh_ble_observers"))) = {_handler, _ctx}
typedef struct {
  volatile uint32_t APPROTECT, PSELRESET[2], NRFFW[15], CUSTOMER[32];
} NRF_UICR_Type;
extern NRF_UICR_Type *NRF_UICR;
typedef struct {
  volatile uint32_t DISABLE, FORCEPROTECT;
} NRF_APPROTECT_Type;
extern NRF_APPROTECT_Type *NRF_APPROTECT;
typedef struct {
  struct {
    volatile uint32_t DISABLE;
  } APPROTECT;
} NRF_CTRL_Type;
typedef struct {
  volatile uint32_t CONFIG, READY;
} NRF_NVMC_Type;
extern NRF_NVMC_Type *NRF_NVMC;
typedef struct {
  volatile uint32_t DEVICEID[2], DEVICEADDR[2];
} NRF_FICR_Type;
extern NRF_FICR_Type *NRF_FICR;
typedef struct {
  uint8_t key[16], cleartext[16], ciphertext[16];
} nrf_ecb_hal_data_t;
uint32_t sd_ecb_block_encrypt(nrf_ecb_hal_data_t *p_ecb_data);
uint32_t sd_rand_application_vector_get(uint8_t *p_buff, uint8_t length);
typedef struct {
  int x;
} nrf_crypto_aes_context_t;
typedef struct {
  int x;
} nrf_crypto_aes_info_t;
extern const nrf_crypto_aes_info_t g_nrf_crypto_aes_ecb_128_info,
    g_nrf_crypto_aes_cbc_128_info;
ret_code_t nrf_crypto_aes_init(nrf_crypto_aes_context_t *ctx,
                               const nrf_crypto_aes_info_t *info, int op);
ret_code_t nrf_crypto_aes_key_set(nrf_crypto_aes_context_t *ctx, uint8_t *key);
ret_code_t nrf_crypto_aes_iv_set(nrf_crypto_aes_context_t *ctx, uint8_t *iv);
ret_code_t nrf_crypto_aes_finalize(nrf_crypto_aes_context_t *ctx, uint8_t *in,
                                   size_t n, uint8_t *out, size_t *outn);
ret_code_t nrf_crypto_rng_vector_generate(uint8_t *p, size_t n);
typedef struct {
  int x;
} nrf_crypto_ecc_public_key_t;
ret_code_t
nrf_crypto_ecdsa_verify(void *ctx,
                        nrf_crypto_ecc_public_key_t const *p_public_key,
                        uint8_t const *p_hash, size_t hash_size,
                        uint8_t const *p_signature, size_t signature_size);
ret_code_t nrf_crypto_hash_calculate(void *ctx, const void *info,
                                     const uint8_t *data, size_t n,
                                     uint8_t *digest, size_t *dn);
extern const int g_nrf_crypto_hash_sha256_info;
uint32_t crc32_compute(uint8_t const *p_data, uint32_t size,
                       uint32_t const *p_crc);
ret_code_t nrf_fstorage_write(const void *p_fs, uint32_t dest,
                              void const *p_src, uint32_t len, void *p_param);
ret_code_t nrf_fstorage_erase(const void *p_fs, uint32_t page_addr,
                              uint32_t len, void *p_param);
typedef struct {
  int evt_type;
  struct {
    int error;
  } data;
} app_uart_evt_t;
uint32_t app_uart_get(uint8_t *p_byte);
uint32_t app_uart_put(uint8_t byte);
#define APP_UART_DATA_READY 0
typedef enum { NRF_CLI_X } nrf_cli_x;
typedef struct nrf_cli nrf_cli_t;
void nrf_cli_fprintf(nrf_cli_t const *p_cli, int c, const char *f, ...);
typedef struct {
  const char *syntax, *help;
  void (*handler)(nrf_cli_t const *, size_t, char **);
} nrf_cli_static_entry_t;
#define NRF_CLI_CMD_REGISTER(name, sub, hlp, fn)                               \
  static const nrf_cli_static_entry_t cli_##name                               \
      __attribute__((used, section("cli"))) = {#name, hlp, fn}
void sd_nvic_SystemReset(void);
void nrf_bootloader_app_start_final(uint32_t vector_table_addr);
void nrf_bootloader_app_start(void);

#endif // FIRMCOP_TEST_PLATFORMS_NRF5_H
