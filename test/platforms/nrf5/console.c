// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "nrf5.h"
extern char g_wifi_key[64];
static void cmd_read(nrf_cli_t const *cli, size_t argc, char **argv) {
  if (argc != 2)
    return;
  const uint32_t *a = (const uint32_t *)(uintptr_t)strtoul(argv[1], NULL, 0);
  // finds debug: firmcop-memory-command
  nrf_cli_fprintf(cli, 0, "%08x\n", (unsigned)*a);
}
static void cmd_version(nrf_cli_t const *cli, size_t argc, char **argv) {
  nrf_cli_fprintf(cli, 0, "1.4\n");
}
NRF_CLI_CMD_REGISTER(read, NULL, "read memory", cmd_read);
NRF_CLI_CMD_REGISTER(version, NULL, "version", cmd_version);
static uint8_t rxbuf[20];
static uint8_t rxn;
static int mode;
void uart_evt(app_uart_evt_t *e) {
  uint8_t c;
  if (e->evt_type != APP_UART_DATA_READY)
    return;
  app_uart_get(&c);
  // finds input: firmcop-unbounded-fill
  rxbuf[rxn] = c;
  rxn++;
  if (c == '\n') {
    // misses debug: firmcop-hardcoded-auth-comparison
    if (!memcmp(rxbuf, "~~mfg~~", 7))
      mode = 2;
    rxn = 0;
  }
}
void uart_evt_ok(app_uart_evt_t *e) {
  uint8_t c;
  if (e->evt_type != APP_UART_DATA_READY)
    return;
  app_uart_get(&c);
  rxbuf[rxn] = c;
  rxn++;
  if (c == '\n' || rxn >= sizeof rxbuf)
    rxn = 0;
}
int is_mfg(void) { return mode == 2; }
void aes(uint8_t *data, uint8_t *out, uint8_t *key) {
  nrf_crypto_aes_context_t ctx;
  // finds crypto: firmcop-static-iv-or-nonce
  static uint8_t iv[16] = {9, 9, 9};
  size_t n = 64;
  nrf_crypto_aes_init(&ctx, &g_nrf_crypto_aes_cbc_128_info, 0);
  nrf_crypto_aes_key_set(&ctx, key);
  nrf_crypto_aes_iv_set(&ctx, iv);
  nrf_crypto_aes_finalize(&ctx, data, 64, out, &n);
  // misses crypto: firmcop-ecb-mode
  nrf_crypto_aes_init(&ctx, &g_nrf_crypto_aes_ecb_128_info, 0);
}
