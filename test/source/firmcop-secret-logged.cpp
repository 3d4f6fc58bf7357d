// RUN: %check %s -- -std=c++17

extern "C" {
typedef unsigned long size_t;
struct FILE;
extern FILE *stderr;
extern FILE *config;
#define stderr stderr
int printf(const char *format, ...);
int fprintf(FILE *to, const char *format, ...);
int puts(const char *text);
void syslog(int priority, const char *format, ...);
int snprintf(char *to, size_t n, const char *format, ...);
size_t strlen(const char *s);
void log_debug(int area, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void send_line(int fd, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
const char *mask(const char *secret);
}
namespace std {
template <class C> class basic_string {
public:
  const C *c_str() const;
  size_t size() const;
};
using string = basic_string<char>;
class ostream {};
extern ostream cout, cerr, page;
ostream &operator<<(ostream &, const char *);
ostream &operator<<(ostream &, const string &);
ostream &operator<<(ostream &, size_t);
} // namespace std

struct Config {
  char wifi_password[64];
  std::string api_token;
  int door_pin;
  int led_pin;
  unsigned char aes_key[16];
};
#define LOGI(...) log_debug(1, __VA_ARGS__)

void found(const char *user, const char *password, Config &C,
           const char *psk) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'password' is written to the log by 'syslog'; {{.*}} [firmcop-secret-logged]
  syslog(7, "login of %s with password %s", user, password);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'wifi_password' is
  printf("%5d%% of %s\n", 50, C.wifi_password);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'psk' is written to the log by 'fprintf'
  fprintf(stderr, "psk=%-20s", psk);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'password' is written to the log by 'puts'
  puts(password);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The token 'api_token' is written to the log by 'log_debug'
  log_debug(2, "token %s", C.api_token.c_str());
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The PIN 'door_pin' is
  LOGI("code %06d", C.door_pin);
  for (int I = 0; I < 16; ++I)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The key 'aes_key' is
    printf("%02x", C.aes_key[I]);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'password' is
  printf("%s", password ? password : "(none)");
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'password' is
  printf("%.*s", 20, password);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The token 'api_token' is written to the log by 'cout'
  std::cout << "token " << C.api_token << "\n";
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'password' is written to the log by 'cerr'
  std::cerr << password;
}

// negative: presence, length, address, mask, other values.
void silent(const char *user, const char *password, Config &C, int pin,
            const char *token, const char *pass_file, bool has_password) {
  syslog(7, "login of %s", user);
  printf("%s\n", password ? "set" : "unset");
  printf("%zu %d\n", strlen(password), password != nullptr);
  printf("%p %s\n", password, mask(password));
  printf("%.2s...\n", password);
  printf("%c...\n", password[0]);
  printf("led %d, pin %d\n", C.led_pin, pin);
  printf("unexpected token '%s' in %s\n", token, pass_file);
  printf("%d\n", has_password);
  puts("password");
  std::cout << C.api_token.size() << "password";
}
// negative: not a log.
void elsewhere(const char *password, char *out, int fd) {
  snprintf(out, 32, "pass=%s", password);
  send_line(fd, "PASS %s\r\n", password);
  fprintf(config, "password=%s\n", password);
  std::page << password;
}
void label() {
  const char *password = "password";
  printf("%s: ", password);
}

// negative: the user's name behind a mark, and the file that a key is in.
extern "C" int SSL_CTX_use_PrivateKey_file(void *context, const char *file,
                                           int type);
struct Files {
  const char *private_key, *user_pin;
};
void refer(const char *pass, void *context, const Files &Of) {
  fprintf(stderr, "account '%s' is locked\n", &pass[3]);
  if (SSL_CTX_use_PrivateKey_file(context, Of.private_key, 1) != 1)
    fprintf(stderr, "cannot use %s\n", Of.private_key);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The PIN 'user_pin' is
  fprintf(stderr, "cannot set %s\n", Of.user_pin);
}

// A logger of the program that the compiler was told nothing of.
void log_at(int level, const char *file, const char *format, ...);
void emit(int level, const char *format, ...);
void own(const char *password) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'password' is written to the log by 'log_at'
  log_at(7, __FILE__, "login with %s", password);
  log_at(7, __FILE__, "%d letters", (int)strlen(password));
  emit(7, "%s", password);
}
