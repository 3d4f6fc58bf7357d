//===- device/debug_shell.c - Service shell on the debug UART -----*- C -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Runs on ttyS1, the four pads beside the lens connector. Commands are words
// separated by blanks; `help` lists them.
//
//===----------------------------------------------------------------------===//
#include "lumen.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

#define MAX_WORDS 4

static int uart_open(const char *device) {
  struct termios line;
  int fd = open(device, O_RDWR | O_NOCTTY);
  if (fd < 0 || tcgetattr(fd, &line) != 0)
    return -1;
  cfmakeraw(&line);
  cfsetspeed(&line, B115200);
  tcsetattr(fd, TCSANOW, &line);
  return fd;
}

// Reads a word of the register map, for the hardware team.
static void cmd_peek(FILE *uart, char **words) {
  unsigned long address = strtoul(words[1] ? words[1] : "0", NULL, 16);
  int memory = open("/dev/mem", O_RDONLY);
  void *page = mmap(NULL, 4096, PROT_READ, MAP_SHARED, memory,
                    (off_t)(address & ~4095ul));
  if (page != MAP_FAILED) {
    fprintf(uart, "%08lx: %08x\n", address,
            *(volatile unsigned *)((char *)page + (address & 4092)));
    munmap(page, 4096);
  }
  close(memory);
}

static void cmd_telnet(FILE *uart, char **words) {
  (void)words;
  if (system("/usr/sbin/telnetd -l /bin/sh") == 0)
    fprintf(uart, "telnet is open\n");
}

static void cmd_ntp(FILE *uart, char **words) {
  (void)words;
  if (system("/usr/sbin/ntpd -q -p time.lumen-cam.example") == 0)
    fprintf(uart, "clock is set\n");
}

// Prints a file, usually below /proc.
static void cmd_show(FILE *uart, char **words) {
  char name[32];
  char line[160];
  FILE *file;
  if (!words[1])
    return;
  strcpy(name, words[1]);
  file = fopen(name, "r");
  while (file && fgets(line, sizeof line, file))
    fprintf(uart, "%s", line);
  if (file)
    fclose(file);
}

static void cmd_echo(FILE *uart, char **words) {
  char text[64];
  snprintf(text, sizeof text, "%s\n", words[1] ? words[1] : "");
  fprintf(uart, text);
}

// Runs a shell on the line, for everything the commands above cannot do.
static void cmd_shell(FILE *uart, char **words) {
  (void)words;
  dup2(fileno(uart), STDIN_FILENO);
  dup2(fileno(uart), STDOUT_FILENO);
  execl("/bin/sh", "sh", "-i", (char *)NULL);
}

static void cmd_version(FILE *uart, char **words) {
  char build[32];
  (void)words;
  snprintf(build, sizeof build, "%s", "4.2.1 (2021-06-30)");
  fprintf(uart, "Lumen C200 firmware %s\n", build);
}

static const struct {
  const char *name;
  void (*run)(FILE *, char **);
} commands[] = {
    {"peek", cmd_peek},       {"telnet", cmd_telnet}, {"ntp", cmd_ntp},
    {"show", cmd_show},       {"echo", cmd_echo},     {"shell", cmd_shell},
    {"version", cmd_version},
};

static void run(FILE *uart, char *line) {
  char *words[MAX_WORDS + 1] = {NULL};
  int count = 0;
  for (char *word = strtok(line, " \r\n"); word && count < MAX_WORDS;
       word = strtok(NULL, " \r\n"))
    words[count++] = word;
  for (size_t i = 0; count && i < sizeof commands / sizeof *commands; ++i)
    if (strcmp(commands[i].name, words[0]) == 0)
      commands[i].run(uart, words);
}

int main(void) {
  char line[256];
  int fd = uart_open("/dev/ttyS1");
  FILE *uart = fd < 0 ? NULL : fdopen(fd, "r+");
  if (!uart)
    return 1;
  fprintf(uart, "Lumen C200 service shell\n> ");
  while (fgets(line, sizeof line, uart)) {
    run(uart, line);
    fprintf(uart, "> ");
  }
  return 0;
}
