// RUN: %check %s -- -std=c11

typedef unsigned int uint32_t;
typedef unsigned char uint8_t;
typedef unsigned short uint16_t;
typedef unsigned long size_t;
#define UART0 0x4000c000u
#define PROGRAM 0x0002bc00u
#define SETTINGS 0x00030000u
int UARTCharGet(uint32_t base);
void UARTCharPut(uint32_t base, unsigned char data);
long recv(int s, void *buffer, size_t size, int flags);
long send(int s, const void *buffer, size_t size, int flags);
void *memcpy(void *to, const void *from, size_t size);

static uint32_t word(void) {
  uint32_t w = (uint32_t)UARTCharGet(UART0) << 24;
  w |= (uint32_t)UARTCharGet(UART0) << 16;
  w |= (uint32_t)UARTCharGet(UART0) << 8;
  return w | (uint32_t)UARTCharGet(UART0);
}
static void put(const uint8_t *data, uint32_t size) {
  for (uint32_t i = 0; i < size; i++)
    UARTCharPut(UART0, data[i]);
}

// The amount is chosen, the region is one of two.
void read_back(void) {
  uint8_t *from;
  int region = UARTCharGet(UART0);
  if (region == 'F')
    from = (uint8_t *)PROGRAM;
  else if (region == 'C')
    from = (uint8_t *)SETTINGS;
  else
    return;
  uint32_t size = word();
  // CHECK: :[[@LINE+1]]:3: warning: 'put' reaches memory at an address or in an amount that is data that came over a serial line{{.*}} [firmcop-memory-command]
  put(from, size);
}

// negative: no more than the region has.
void read_back_limited(void) {
  uint32_t size = word();
  if (size > 1024)
    return;
  put((uint8_t *)SETTINGS, size);
}

// negative: a buffer of the program is no memory of the device; how often the
// loop runs is the concern of another rule.
static uint8_t last[64];
void read_last(void) {
  uint32_t size = word();
  if (size > sizeof last)
    size = sizeof last;
  put(last, size);
}

// negative: text that is fixed.
void greet(void) { put((const uint8_t *)"ready", 5); }

// A word anywhere.
void peek(void) {
  uint32_t at = word();
  // CHECK: :[[@LINE+1]]:17: warning: '*' reaches memory {{.*}} [firmcop-memory-command]
  uint32_t is = *(volatile uint32_t *)(size_t)at;
  UARTCharPut(UART0, is & 0xff);
}

// And the other way round, through a helper that others call as well.
static void write_word(size_t at, uint32_t what) {
  *(volatile uint32_t *)at = what;
}
void start_timer(void) { write_word(0x40030000u, 1); }
void poke(void) {
  uint32_t at = word(), what = word();
  // CHECK: :[[@LINE+1]]:3: warning: 'write_word' reaches memory {{.*}} [firmcop-memory-command]
  write_word(at, what);
}

struct request {
  uint32_t command, address, length;
};
// Over the network, by memcpy and by send.
void serve(int s) {
  struct request r;
  static uint8_t answer[256];
  if (recv(s, &r, sizeof r, 0) != sizeof r)
    return;
  switch (r.command) {
  case 1:
    // CHECK: :[[@LINE+1]]:5: warning: 'memcpy' reaches memory {{.*}} [firmcop-memory-command]
    memcpy(answer, (const void *)(size_t)r.address, sizeof answer);
    send(s, answer, sizeof answer, 0);
    break;
  case 2:
    // CHECK: :[[@LINE+1]]:5: warning: 'send' reaches memory {{.*}} [firmcop-memory-command]
    send(s, (const void *)PROGRAM, r.length, 0);
    break;
  case 3:
    // CHECK: :[[@LINE+1]]:5: warning: 'send' reaches memory {{.*}} [firmcop-memory-command]
    send(s, (const void *)(size_t)r.address, 16, 0);
    break;
  }
}

// negative: an offset that was compared.
void serve_log(int s) {
  struct request r;
  if (recv(s, &r, sizeof r, 0) != sizeof r)
    return;
  if (r.address < SETTINGS || r.address >= SETTINGS + 0x400)
    return;
  uint32_t is = *(const uint32_t *)(size_t)r.address;
  send(s, &is, sizeof is, 0);
}

// negative: a pin, which is a small number.
void light(int s) {
  uint8_t pin = 0;
  if (recv(s, &pin, sizeof pin, 0) != 1)
    return;
  *(volatile uint32_t *)(0x40020000u + 4u * pin) = 1;
}

// negative: a number that travels as a pointer, and is nothing but handed back.
typedef void (*done)(void *what);
static void answer(void *what) { UARTCharPut(UART0, (unsigned char)(size_t)what); }
static void later(done call, void *what) { call(what); }
void enqueue(void) { later(answer, (void *)(size_t)word()); }

// negative: what came is sent back.
void echo(void) { UARTCharPut(UART0, (unsigned char)word()); }

// Commands of a console are told as well.
typedef struct {
  const char *command, *help, *hint;
  int (*func)(int argc, char **argv);
} esp_console_cmd_t;
unsigned long strtoul(const char *text, char **end, int base);
int printf(const char *format, ...);
static int show(int argc, char **argv) {
  if (argc < 2)
    return 1;
  uint32_t at = (uint32_t)strtoul(argv[1], 0, 16);
  // CHECK: :[[@LINE+1]]:20: warning: '*' reaches memory {{.*}}typed at a console{{.*}} [firmcop-memory-command]
  printf("%08x\n", *(volatile uint32_t *)(size_t)at);
  return 0;
}
const esp_console_cmd_t commands[] = {{"show", 0, 0, show}};
