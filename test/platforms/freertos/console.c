// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "lwip.h"
/* command line of FreeRTOS+CLI, fed from telnet */
static BaseType_t cmd_peek(char *out, size_t size, const char *line) {
  BaseType_t n;
  const char *p = FreeRTOS_CLIGetParameter(line, 1, &n);
  volatile uint32_t *addr =
      (volatile uint32_t *)(uintptr_t)strtoul(p, NULL, 16);
  // finds debug: firmcop-memory-command
  snprintf(out, size, "%08lx\r\n", (unsigned long)*addr);
  return 0;
}
static BaseType_t cmd_poke(char *out, size_t size, const char *line) {
  BaseType_t n;
  uintptr_t addr = strtoul(FreeRTOS_CLIGetParameter(line, 1, &n), NULL, 16);
  // finds debug: firmcop-memory-command
  *(volatile uint8_t *)addr =
      (uint8_t)atoi(FreeRTOS_CLIGetParameter(line, 2, &n));
  out[0] = 0;
  return 0;
}
static BaseType_t cmd_tasks(char *out, size_t size, const char *line) {
  snprintf(out, size, "3 tasks\r\n");
  return 0;
}
static char host[24];
static BaseType_t cmd_host(char *out, size_t size, const char *line) {
  BaseType_t n;
  const char *p = FreeRTOS_CLIGetParameter(line, 1, &n);
  // finds input: firmcop-unchecked-length
  memcpy(host, p, n);
  // finds input: firmcop-unchecked-index
  host[n] = 0;
  // finds input: firmcop-uncontrolled-format
  sprintf(out, p);
  return 0;
}
static BaseType_t cmd_host_ok(char *out, size_t size, const char *line) {
  BaseType_t n = 0;
  const char *p = FreeRTOS_CLIGetParameter(line, 1, &n);
  if (!p || n <= 0 || n >= (BaseType_t)sizeof host)
    return 0;
  memcpy(host, p, n);
  host[n] = 0;
  snprintf(out, size, "%s\r\n", host);
  return 0;
}
static const CLI_Command_Definition_t list[] = {
    {"peek", "peek\r\n", cmd_peek, 1},
    {"poke", "poke\r\n", cmd_poke, 2},
    {"tasks", "tasks\r\n", cmd_tasks, 0},
    {"host", "host\r\n", cmd_host, 1},
    {"host2", "host\r\n", cmd_host_ok, 1}};
void cli_init(void) {
  for (unsigned i = 0; i < sizeof list / sizeof list[0]; i++)
    FreeRTOS_CLIRegisterCommand(&list[i]);
}
