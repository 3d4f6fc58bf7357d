// RUN: %check %s -- -std=c11

// The loop is one of calls: a position that is kept from call to call moves on
// by one each time.

typedef unsigned char uint8_t;
typedef unsigned int uint32_t;
typedef struct {
  volatile uint32_t SR, DR;
} USART_TypeDef;
extern USART_TypeDef *USART1, *USART2;
int getchar(void);
void handle(const char *text);

static volatile char line[40];
static volatile uint8_t at;
void USART1_IRQHandler(void) {
  char c = (char)USART1->DR;
  if (c == '\r') {
    line[at] = 0;
    at = 0;
  } else {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: Only data that came over a serial line ends the loop that writes to 'line', {{.*}} [firmcop-unbounded-fill]
    line[at++] = c;
  }
}

struct parser {
  int state;
  uint32_t length, position;
  uint8_t body[64];
};
static struct parser open, closed;
static void feed(struct parser *p, uint8_t c) {
  switch (p->state) {
  case 0:
    p->length = c;
    p->position = 0;
    p->state = 1;
    break;
  case 1:
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: Only data that came over a serial line ends {{.*}} 'body'
    p->body[p->position++] = c;
    if (p->position == p->length)
      p->state = 0;
    break;
  }
}
void poll(void) { feed(&open, (uint8_t)USART2->DR); }

// negative: the position is compared, before or after, here or by who calls;
// it cannot be as large as the array; nothing from outside is stored.
static char safe[40];
static uint8_t safeAt, around, known, taken;
static uint8_t ring[256], table[8];
void before(void) {
  char c = (char)USART1->DR;
  if (safeAt < sizeof safe - 1)
    safe[safeAt++] = c;
}
static char after[16];
static uint8_t afterAt;
void behind(void) {
  after[afterAt++] = (char)USART1->DR;
  if (afterAt >= sizeof after)
    afterAt = 0;
}
static char called[16];
static uint8_t calledAt;
static void put(char c) { called[calledAt++] = c; }
void caller(void) {
  if (calledAt < sizeof called)
    put((char)USART1->DR);
}
void wraps(void) { ring[around++] = (uint8_t)USART1->DR; }
void masked(void) {
  table[taken] = (uint8_t)USART1->DR;
  taken = (taken + 1) & 7;
}
void own(void) { table[known++] = 1; }
struct bounded {
  uint32_t position;
  uint8_t body[64];
};
static struct bounded limited;
void limits(struct bounded *p) {
  if (p->position >= sizeof p->body)
    p->position = 0;
  p->body[p->position++] = (uint8_t)USART1->DR;
}
