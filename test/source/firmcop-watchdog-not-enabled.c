// RUN: %check %s -- -std=c11

#define WDTPW 0x5A00
#define WDTHOLD 0x0080
extern volatile unsigned WDTCTL;
void wdt_disable(void);
int esp_task_wdt_deinit(void);

void start(void) {
  // CHECK: :[[@LINE+1]]:20: warning: 'WDTHOLD' stops the watchdog; enable the hardware watchdog {{.*}} [firmcop-watchdog-not-enabled]
  WDTCTL = WDTPW | WDTHOLD;
  // CHECK: :[[@LINE+1]]:3: warning: 'wdt_disable' turns the watchdog off
  wdt_disable();
  // CHECK: :[[@LINE+1]]:3: warning: 'esp_task_wdt_deinit' turns the watchdog of the tasks off
  esp_task_wdt_deinit();
}

// negative: looking whether it runs.
int runs(void) { return (WDTCTL & 0x00ff) != 0; }
