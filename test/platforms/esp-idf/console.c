// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "esp_idf.h"
#include "soc.h"
static bool unlocked;
static int cmd_dump(int argc, char **argv) {
  if (argc < 3)
    return 1;
  uintptr_t addr = strtoul(argv[1], NULL, 0);
  unsigned words = strtoul(argv[2], NULL, 0);
  // finds input: firmcop-unchecked-loop-bound
  for (unsigned i = 0; i < words; i++)
    // finds debug: firmcop-memory-command
    // finds input: firmcop-size-arithmetic-overflow
    printf("%08x: %08x\n", (unsigned)(addr + 4 * i),
           (unsigned)REG_READ(addr + 4 * i));
  return 0;
}
static int cmd_poke(int argc, char **argv) {
  if (argc == 3)
    // finds debug: firmcop-memory-command
    REG_WRITE(strtoul(argv[1], NULL, 16), strtoul(argv[2], NULL, 16));
  return 0;
}
static int cmd_heap(int argc, char **argv) {
  printf("argc %d unlocked %d\n", argc, unlocked);
  return 0;
}
static int cmd_unlock(int argc, char **argv) {
  // finds debug: firmcop-hidden-unlock
  if (argc == 2 && strtoul(argv[1], NULL, 16) == 0x5AC3F00D)
    unlocked = true;
  return 0;
}
static int cmd_wifi(int argc, char **argv) {
  char psk[65];
  nvs_handle_t h;
  size_t n = sizeof psk;
  if (nvs_open("net", NVS_READONLY, &h) == ESP_OK &&
      nvs_get_str(h, "psk", psk, &n) == ESP_OK)
    // finds debug: firmcop-secret-logged
    printf("psk: %s\n", psk);
  return 0;
}
static const esp_console_cmd_t cmds[] = {
    {.command = "dump", .help = "dump words", .func = cmd_dump},
    {.command = "poke", .help = "write word", .func = cmd_poke},
    {.command = "heap", .help = "show heap", .func = cmd_heap},
    {.command = "unlock", .func = cmd_unlock},
    {.command = "wifi", .func = cmd_wifi},
};
void console_start(void) {
  for (size_t i = 0; i < sizeof cmds / sizeof cmds[0]; i++)
    ESP_ERROR_CHECK(esp_console_cmd_register(&cmds[i]));
}
