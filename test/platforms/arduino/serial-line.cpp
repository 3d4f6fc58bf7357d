// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "arduino.h"
static char line[32];
static uint8_t at;
static bool service;
static void doLine() {
  // finds debug: firmcop-hidden-unlock
  if (!strcmp(line, "xyzzy!")) {
    service = true;
    Serial.println("service on");
  } else if (service && !strncmp(line, "rd ", 3)) {
    uintptr_t a = strtoul(line + 3, nullptr, 16);
    // finds debug: firmcop-memory-command
    Serial.println((long)*(volatile uint8_t *)a, 16);
  } else if (!strncmp(line, "pin ", 4)) {
    uint8_t pin = (uint8_t)atoi(line + 4);
    digitalWrite(pin, 1);
  } else if (!strcmp(line, "help")) {
    Serial.println("help, pin");
  }
}
void loop() {
  while (Serial.available()) {
    char c = (char)Serial.read();
    if (c == '\n') {
      line[at] = 0;
      doLine();
      at = 0;
    } else {
      // finds input: firmcop-unbounded-fill
      line[at++] = c;
    }
  }
}
static char line2[32];
static uint8_t at2;
void loopOk() {
  while (Serial.available()) {
    char c = (char)Serial.read();
    if (c == '\n') {
      line2[at2] = 0;
      at2 = 0;
      if (!strcmp(line2, "help"))
        Serial.println("help");
    } else if (at2 < sizeof line2 - 1) {
      line2[at2++] = c;
    }
  }
}
void setup() { Serial.begin(9600); }
