// RUN: %check %s -- -std=c11

typedef unsigned char uint8_t;
int rand(void);
long random(void);
unsigned arc4random(void);

struct message {
  unsigned id;
};

void kept(struct message *M, uint8_t *bytes, int count) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'id' is set by 'rand', a generator whose next numbers can be computed from a few of its numbers; {{.*}} [firmcop-predictable-random]
  M->id = rand();
  for (int i = 0; i < count; i++)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'bytes' is set by 'random',
    bytes[i] = (uint8_t)(random() & 0xff);
}

// negative: a choice among a few, a pause, a secret that another rule reports,
// and a generator that nobody predicts.
int harmless(struct message *M) {
  int side = rand() % 6;
  int delay = rand();
  unsigned token = rand();
  M->id = arc4random();
  return side + delay + (int)token;
}
