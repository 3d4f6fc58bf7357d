// RUN: %check %s -- -std=c++17

extern "C" {
typedef unsigned long size_t;
int strcmp(const char *a, const char *b);
int strncmp(const char *a, const char *b, size_t n);
int strcasecmp(const char *a, const char *b);
int memcmp(const void *a, const void *b, size_t n);
char *getenv(const char *name);
}

namespace std {
template <class C> class basic_string {
public:
  basic_string(const C *S);
  const C *c_str() const;
  int compare(const C *S) const;
  bool empty() const;
};
using string = basic_string<char>;
template <class C> bool operator==(const basic_string<C> &A, const C *B);
template <class C> bool operator!=(const basic_string<C> &A, const C *B);
} // namespace std

#define SERVICE_PASSWORD "Lumen!2019"
#define ADMIN_PIN 471100
#define GPIO_PIN_12 0x1000

struct Request {
  const char *password;
  std::string token;
};
char *askPassword(void);
char *getPassword(void);
static const char backdoor_password[] = "joshua-83";
static const unsigned char MasterKey[4] = {1, 2, 3, 4};

bool literal(const char *password) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'password' is compared with a constant of the program (Lu... (10 characters)), {{.*}} [firmcop-hardcoded-auth-comparison]
  return strcmp(password, "Lumen!2019") == 0;
}
bool turned(const char *pwd) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'pwd' is
  return !strcmp("admin1234", pwd);
}
bool bounded(const Request &R) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'password' is
  if (strncmp(R.password, "open sesame", 11) == 0)
    return true;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'password' is
  return memcmp(R.password, "hunter22", 8) == 0;
}
bool secretConstant(const char *typed, char **argv) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'SERVICE_PASSWORD' is
  if (strcmp(typed, SERVICE_PASSWORD) == 0)
    return true;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'backdoor_password' is
  return strcasecmp(argv[1], backdoor_password) == 0;
}
bool fromCall() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'Password' is
  return strcmp(getPassword(), "qwerty") == 0;
}
bool objects(const std::string &passphrase, const Request &R) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'passphrase' is
  if (passphrase == "correct horse battery")
    return true;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'passphrase' is
  if (passphrase != "maintenance")
    return false;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'passphrase' is
  if (strcmp(passphrase.c_str(), "Tr0ub4dor") == 0)
    return true;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'passphrase' is
  return passphrase.compare("supervisor") == 0;
}
bool token(const char *auth_token, const char *token) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The token 'auth_token' is
  if (strcmp(auth_token, "a81f00cd21") == 0)
    return true;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The token 'token' is
  return strcmp(token, "f00dfeedf00dfeed01") == 0;
}
bool pins(int pin, unsigned door_pin, const char *user_pin) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The PIN 'pin' is compared with a constant of the program (4 digits),
  if (pin == 4711)
    return true;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The PIN 'door_pin' is
  if (door_pin != ADMIN_PIN)
    return false;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The PIN 'user_pin' is
  return strcmp(user_pin, "031337") == 0;
}

// negative: options, names of settings, marks, states.
bool words(const char *password, const char *key, char **argv,
           const std::string &token, const std::string &password_type,
           const char *pwd) {
  if (strcmp(argv[1], "--password") == 0 || strcmp(key, "password") == 0)
    return true;
  if (strcmp(password, "") == 0 || strcmp(password, "*") == 0)
    return true;
  if (strcmp(password, "password") == 0 || strcmp(password, "none") == 0)
    return true;
  if (strcmp(password, "<password>") == 0 || strcmp(password, "********") == 0)
    return true;
  if (strcmp(password, "!LK") == 0 || strcmp(pwd, "/") == 0)
    return true;
  if (strncmp(password, "$6$", 3) == 0)
    return true;
  if (token == "GET" || token == "function" || token == "==" ||
      token == "queue_qos0_messages_now")
    return true;
  return password_type == "md5crypt-legacy" || strcmp(argv[2], "Lumen2019x") == 0;
}
// negative: no constants, or nothing but constants.
bool compared(const char *password, const char *stored, const char *api_key,
              const char *config_key) {
  if (strcmp(password, stored) == 0 || strcmp(password, getenv("PASSWORD")) == 0)
    return true;
  if (strcmp(backdoor_password, SERVICE_PASSWORD) == 0)
    return false;
  return strcmp(config_key, "wlan0-channel-2") == 0 || strcmp(api_key, "") == 0;
}
// negative: pins of a chip.
enum Pins { LedPin = 2000 };
bool chip(unsigned GPIO_Pin, int pin, int led_pin, int count, int *pins) {
  return GPIO_Pin == GPIO_PIN_12 || pin == 13 || pin == GPIO_PIN_12 ||
         led_pin == 2000 || pin == LedPin || count == 4711 || pin == 0x2000 ||
         pins == nullptr;
}
bool use(const unsigned char *tag) { return memcmp(tag, MasterKey, 4) == 0; }
// Comparing in constant time does not help a secret that everybody has.
extern "C" int CRYPTO_memcmp(const void *a, const void *b, unsigned long size);
bool steady(const char *password) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'password' is compared with a constant
  return CRYPTO_memcmp(password, "Vq7!mastr0", 11) == 0;
}
// negative: what is compared is known at run time only.
bool steadily(const char *password, const char *stored) {
  return CRYPTO_memcmp(password, stored, 11) == 0;
}

// negative: a word of a file of passwords, for one that is kept elsewhere.
bool elsewhere(const char *secret) { return strcmp(secret, "@login") == 0; }

// The name of the value is the text that it is asked for by.
class Form {
public:
  const char *get(const char *key) const;
};
bool asked(const Form &r) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'password' is compared with a constant of the program
  if (strcmp(r.get("password"), "L4dder-9") == 0)
    return true;
  return strcmp(r.get("page"), "L4dder-9") == 0;
}
