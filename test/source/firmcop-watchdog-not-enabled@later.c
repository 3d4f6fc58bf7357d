// RUN: %firmcop-tidy '--checks=-*,firmcop-watchdog-not-enabled' --quiet %s -- -std=c11 | FileCheck %s --allow-empty
// CHECK-NOT: warning:

void wdt_disable(void);
void wdt_enable(int timeout);
void calibrate(void);

// negative: off until the device is ready.
void start(void) {
  wdt_disable();
  calibrate();
  wdt_enable(9);
}
