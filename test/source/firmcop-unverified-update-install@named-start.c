// RUN: %check %s -- -std=c11

// A function that never comes back and is named like the start of the program:
// whoever is on the bus starts it.

typedef unsigned char uint8_t;
int uart_receive_packet(uint8_t *packet);
void led_on(int which);
void led_off(int which);
void answer(const uint8_t *data, unsigned size);

static uint8_t packet[64];

static void boot(void) {
  while (1) {
    led_on(1);
    led_off(1);
  }
}

static void process_boot(void) {
  answer(packet, 1);
  // CHECK: :[[@LINE+1]]:3: warning: 'boot' starts the program that lies in memory, but no signature is verified; {{.+}} [firmcop-unverified-update-install]
  boot();
}

// negative: comes back.
static void start_program(void) { led_on(2); }
// negative: runs for ever, and is something else.
static void run_menu(void) {
  for (;;)
    led_on(3);
}

void serve(void) {
  for (;;) {
    uart_receive_packet(packet);
    switch (packet[0]) {
    case 1:
      process_boot();
      break;
    case 2:
      start_program();
      break;
    case 3:
      run_menu();
      break;
    }
  }
}
