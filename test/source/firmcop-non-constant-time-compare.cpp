// RUN: %check %s -- -std=c++17

extern "C" {
typedef unsigned long size_t;
typedef unsigned char uint8_t;
int strcmp(const char *a, const char *b);
int memcmp(const void *a, const void *b, size_t n);
int CRYPTO_memcmp(const void *a, const void *b, size_t n);
struct mbedtls_md_info_t;
int mbedtls_md_hmac(const mbedtls_md_info_t *info, const unsigned char *key,
                    size_t keylen, const unsigned char *input, size_t ilen,
                    unsigned char *output);
struct mbedtls_sha256_context;
int mbedtls_sha256_ret(const unsigned char *input, size_t ilen,
                       unsigned char output[32], int is224);
}
namespace std {
template <class C> class basic_string {};
using string = basic_string<char>;
bool operator==(const string &A, const string &B);
} // namespace std

struct User {
  char name[32];
  const char *password;
  char password_hash[64];
};
#define ETH_ALEN 6

bool codes(const uint8_t *mac, const uint8_t *expected_mac,
           const uint8_t *packet_hmac, const uint8_t *input, size_t size) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'memcmp' takes longer the more of 'mac' is guessed right; {{.*}} [firmcop-non-constant-time-compare]
  if (memcmp(mac, expected_mac, 32) == 0)
    return true;
  uint8_t wanted[32];
  mbedtls_md_hmac(nullptr, mac, 16, input, size, wanted);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'memcmp' takes longer the more of 'wanted'
  if (!memcmp(input + size, wanted, sizeof wanted))
    return true;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'memcmp' takes longer the more of 'packet_hmac'
  int different = memcmp(packet_hmac, input, size);
  return !different;
}

bool texts(const User &U, const char *typed, const char *password,
           const std::string &session_token, const std::string &cookie) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'strcmp' takes longer the more of 'password'
  if (strcmp(U.password, password) == 0)
    return true;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'strcmp' takes longer the more of 'password_hash'
  if (strcmp(typed, U.password_hash) == 0)
    return true;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'operator==' takes longer the more of 'session_token'
  return session_token == cookie;
}

// negative: constant time.
bool constantTime(const uint8_t *mac, const uint8_t *expected_mac) {
  return CRYPTO_memcmp(mac, expected_mac, 32) == 0;
}
// negative: hardware addresses, digests of public data, names, tokens of a
// parser.
bool publicData(const uint8_t *mac, const uint8_t *mac_address,
                const uint8_t *image, size_t size, const uint8_t *digest,
                const User &U, const char *token, const char *word) {
  uint8_t actual[32];
  mbedtls_sha256_ret(image, size, actual, 0);
  return memcmp(mac, mac_address, ETH_ALEN) == 0 ||
         memcmp(actual, digest, 32) == 0 || strcmp(U.name, word) == 0 ||
         strcmp(token, word) == 0 || memcmp(mac, image, size) == 0;
}
// negative: typed twice, changed, known to everybody, sorted.
bool harmless(const char *password1, const char *password2,
              const char *confirm_password, const char *new_password,
              const User &old_user, const User &user) {
  return strcmp(password1, password2) == 0 ||
         strcmp(new_password, confirm_password) == 0 ||
         strcmp(old_user.password, user.password) == 0 ||
         strcmp(password1, "") == 0;
}
// negative: known answers of a self test.
static const uint8_t KnownMacs[2][16] = {{1, 2}, {3, 4}};
bool selfTest(const uint8_t *mac, int I) {
  return memcmp(mac, KnownMacs[I], 16) == 0;
}
int order(const uint8_t *a_hmac, const uint8_t *b_hmac) {
  return memcmp(a_hmac, b_hmac, 32);
}
bool less(const uint8_t *a_hmac, const uint8_t *b_hmac) {
  return memcmp(a_hmac, b_hmac, 32) < 0;
}
// negative: a password of the firmware itself, which everybody can read there.
struct FactoryAccount {
  const char *name;
  const char *password;
};
static const FactoryAccount FactoryAccounts[] = {{"admin", "admin"}};
bool checkFactory(const char *password, int I) {
  const FactoryAccount *account = &FactoryAccounts[I];
  return strcmp(account->password, password) == 0;
}
// A constant pointer to a buffer is no constant.
struct Login {
  char *password;
};
static char Buffer[32];
static const Login Current = {Buffer};
bool checkCurrent(const char *word) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'strcmp' takes longer {{.+}} 'password' {{.+}} [firmcop-non-constant-time-compare]
  return strcmp(Current.password, word) == 0;
}

// negative: the salted hash of a guess, and what stands before a colon.
extern "C" {
int strncmp(const char *a, const char *b, size_t n);
char *strchr(const char *text, int c);
}
char *pw_encrypt(const char *clear, const char *salt);
bool hashed(const char *guess, const char *stored_passwd) {
  char *encrypted = pw_encrypt(guess, stored_passwd);
  return strcmp(encrypted, stored_passwd) == 0 ||
         strcmp(pw_encrypt(guess, stored_passwd), stored_passwd) == 0;
}
bool named(const char *user, const char *user_and_passwd) {
  const char *colon = strchr(user_and_passwd, ':');
  return colon &&
         strncmp(user, user_and_passwd, colon - user_and_passwd + 1) == 0;
}
bool whole(const char *guess, const char *user_and_passwd) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'strcmp' takes longer
  return strcmp(guess, user_and_passwd) == 0;
}

// negative: typed at the device, and whether a setting has changed.
extern "C" char *getpass(const char *prompt);
bool repeated(const char *pw) { return strcmp(pw, getpass("Again: ")) == 0; }
struct Server {
  unsigned char shared_secret[32], hmac[32];
};
bool changed(const Server &before, const Server &now) {
  return memcmp(before.shared_secret, now.shared_secret, 32) != 0;
}
bool verified(const Server &received, const Server &computed) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'memcmp' takes longer
  return memcmp(received.hmac, computed.hmac, 32) == 0;
}

// negative: keys that both ends have, and that neither sends.
struct Station {
  unsigned char psk[32], link_key[16], session_key[16];
};
bool known(const Station &configured, const unsigned char *pmk) {
  return memcmp(pmk, configured.psk, 32) == 0;
}
bool linked(const Station &one, const Station &other) {
  return memcmp(one.link_key, other.link_key, 16) == 0;
}
bool sent(const Station &one, const unsigned char *answer) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'memcmp' takes longer
  return memcmp(one.session_key, answer, 16) == 0;
}
