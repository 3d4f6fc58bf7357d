// RUN: %check %s -- -std=c11

typedef unsigned long size_t;
char *getenv(const char *name);

void *malloc(size_t n);
struct entry { char name[32]; };

unsigned long strtoul(const char *s, char **end, int base);
int atoi(const char *s);

unsigned total(void) {
  unsigned count = (unsigned)strtoul(getenv("COUNT"), 0, 10);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The result of '*' may not fit its type, since an operand is a value from the environment of the process; {{.*}} [firmcop-size-arithmetic-overflow]
  return count * (unsigned)sizeof(struct entry);
}
int next(void) {
  int value = atoi(getenv("VALUE"));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The result of '+' may not fit its type
  return value + 1;
}

// negative: limited before, a wider type, numbers of the program.
unsigned limited(void) {
  unsigned count = (unsigned)strtoul(getenv("COUNT"), 0, 10);
  if (count > 1000)
    return 0;
  return count * (unsigned)sizeof(struct entry);
}
long wide(void) {
  int value = atoi(getenv("VALUE"));
  return (long)value * 32;
}
int own(int a) { return a + 1; }

// Numbers that may be any, and sums that never fit.
int rand(void);
int random_sum(void) {
  int value = rand();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The result of '*' may not fit its type, since an operand is random numbers that can be predicted
  return value * 1000;
}
int always(void) {
  int value = 2147483647;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The result of '+' may not fit its type, since an operand is 2147483647
  return value + 1;
}
signed char short_always(void) {
  signed char value = 127;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The result of '+' may not fit its type, since an operand is 127
  signed char next = value + 1;
  return next;
}
int dice(void) { return rand() % 6 + 1; }
unsigned hash(void) { return 2166136261u * 16777619u + 5381u * 33u; }
long limit(void) {
  long value = 9223372036854775807;
  return value < 9223372036854775807 ? value + 1 : value;
}
