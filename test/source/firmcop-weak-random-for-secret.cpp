// RUN: %check %s -- -std=c++17

extern "C" {
typedef unsigned long size_t;
typedef unsigned char uint8_t;
typedef long time_t;
int rand(void);
void srand(unsigned seed);
long random(void);
double drand48(void);
time_t time(time_t *out);
int snprintf(char *to, size_t n, const char *format, ...);
void *memcpy(void *to, const void *from, size_t n);
long getrandom(void *to, size_t n, unsigned flags);
unsigned arc4random(void);
struct mbedtls_aes_context;
int mbedtls_aes_setkey_enc(mbedtls_aes_context *ctx, const unsigned char *key,
                           unsigned bits);
int RAND_pseudo_bytes(unsigned char *buf, int num);
int RAND_bytes(unsigned char *buf, int num);
}
namespace std {
template <class C> class basic_string {
public:
  basic_string();
  basic_string &operator+=(C Char);
  void push_back(C Char);
};
using string = basic_string<char>;
} // namespace std

struct Session {
  unsigned long token;
  char session_id[33];
  uint8_t salt[8];
  int age;
};
static const char Chars[] = "abcdefgh";

void seed() { srand((unsigned)time(nullptr)); }

void elements(uint8_t key[16], Session &S) {
  for (int I = 0; I < 16; ++I)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'key' gets its value from 'rand', seeded with the time of day, whose numbers can be predicted; {{.*}} [firmcop-weak-random-for-secret]
    key[I] = rand();
  for (uint8_t &Byte : S.salt)
    Byte = 0;
  for (int I = 0; I < 8; I++)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'salt' gets its value from 'random',
    S.salt[I] = (uint8_t)(random() >> 3);
}

void variables(Session &S) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'nonce' gets
  unsigned nonce = rand() ^ 0x5555;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'token' gets
  S.token = (unsigned long)rand() << 32 | nonce;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'pin' gets
  int pin = 1000 + (int)(drand48() * 9000);
  int Number = rand();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'otp' gets
  int otp = Number % 1000000;
  (void)pin, (void)otp;
}

void writes(Session &S, char password[16]) {
  for (int I = 0; I < 4; ++I)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'session_id' gets
    snprintf(S.session_id + 8 * I, 9, "%08x", (unsigned)rand());
  for (int I = 0; I < 15; ++I)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'password' gets
    password[I] = Chars[rand() % (sizeof Chars - 1)];
  long Number = random();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'salt' gets
  memcpy(S.salt, &Number, 8);
}

std::string strings() {
  std::string token, secret;
  for (int I = 0; I < 16; ++I) {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'token' gets
    token += Chars[rand() % 8];
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'secret' gets
    secret.push_back(Chars[rand() % 8]);
  }
  return token;
}

void ports(mbedtls_aes_context *Ctx) {
  uint8_t Bytes[16], Filled[16];
  for (int I = 0; I < 16; ++I)
    Bytes[I] = rand();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'Bytes' gets
  mbedtls_aes_setkey_enc(Ctx, Bytes, 128);
  RAND_pseudo_bytes(Filled, 16);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'Filled' gets its value from 'RAND_pseudo_bytes',
  mbedtls_aes_setkey_enc(Ctx, Filled, 128);
}

void fill(uint8_t *iv) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'iv' gets
  RAND_pseudo_bytes(iv, 16);
}

int makeToken() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'makeToken' gets
  return rand();
}

// negative: nothing secret.
int jitter(Session &S) {
  int delay = rand() % 500;
  S.age = rand();
  unsigned color = (unsigned)random();
  int key = rand(); // of a table
  int token_count = rand(), pin_number = rand();
  char name[16];
  snprintf(name, 16, "tmp%d", rand());
  return delay + (int)color + key + token_count + pin_number;
}
int randomDelay() { return rand() % 100; }

// negative: generators that are fit for it.
void good(mbedtls_aes_context *Ctx, Session &S, uint8_t *iv) {
  uint8_t key[16];
  if (getrandom(key, sizeof key, 0) != sizeof key)
    return;
  mbedtls_aes_setkey_enc(Ctx, key, 128);
  S.token = arc4random();
  RAND_bytes(iv, 16);
  for (int I = 0; I < 8; ++I)
    S.salt[I] = key[I];
}
// negative: a number that merely chooses where a secret is used.
void pick(mbedtls_aes_context *Ctx, const uint8_t (*keys)[16],
          const char *const *passwords) {
  uint8_t buffer[16] = {0};
  buffer[0] = rand();
  (void)buffer, (void)Ctx, (void)keys, (void)passwords;
}

// What a function fills is what it is called after.
void session_token(char *out) {
  for (int I = 0; I < 8; ++I)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'session_token' gets its value from 'rand'
    out[I] = 'a' + rand() % 26;
}
void pattern(char *out) { out[0] = rand(); }
