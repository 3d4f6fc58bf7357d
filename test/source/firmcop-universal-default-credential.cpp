// RUN: %check %s -- -std=c++17

struct mosquitto;
extern "C" int mosquitto_username_pw_set(mosquitto *mosq, const char *username,
                                         const char *password);
bool addAccount(const char *user, const char *password);
bool addUser(int level, const char *login, const char *pass);
int insert(const char *from, const char *to);

struct Account {
  const char *user;
  const char *password;
  int role;
};

static const Account FactoryAccounts[] = {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The account 'admin' has a password that is tried first on any device (ad... (5 characters)); {{.*}} [firmcop-universal-default-credential]
    {"admin", "admin", 2},
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The account 'root' has
    {"root", "xc3511", 3},
    // negative: no password, one of the unit's own, an unusual one.
    {"viewer", nullptr, 0},
    {"guest", "", 0},
    {"guest", "Tq9+vG2w/e", 0},
};

struct Login {
  int level;
  char login[16];
  int role;
  char passwd[16];
};
struct Settings {
  Login service;
  int port;
};

// CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The account 'support' has
Settings Defaults = {{1, "support", 2, "support"}, 80};

// Two rows: only what stands in one row is a pair.
struct Plain {
  const char *password;
  const char *user;
};
static const Plain Rows[] = {{"Wq81!x-23", "admin"}, {"admin", "lena"}};

// CHECK: :[[@LINE+2]]:{{[0-9]+}}: warning: The account 'user' has
#define WEB_USER "user"
#define WEB_PASSWORD "1234"

#define SHOP_USER "admin"
#define SHOP_PASSWORD "kV7#q0-Zz"

static const char *const FtpUser = "ftp";
// CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The account 'ftp' has
static const char *const FtpPassword = "ftp";

// CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The account 'ubnt' has
static const char *accounts[][2] = {{"ubnt", "ubnt"}, {"lena", "ubnt"}};

// negative: no table of accounts.
static const char *aliases[][2] = {{"root", "admin"}, {"user", "user"}};

void assigned(Account &A) {
  A.user = "operator";
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The account 'operator' has
  A.password = "operator";
}

bool calls(mosquitto *M) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The account 'admin' has
  mosquitto_username_pw_set(M, "admin", "123456");
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The account 'root' has
  addUser(3, "root", "toor");
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The account 'tech' has
  return addAccount("tech", "tech");
}

// negative: other arguments, unusual values, values of the run.
bool quiet(mosquitto *M, const char *user, const char *password) {
  insert("admin", "admin");
  mosquitto_username_pw_set(M, "admin", password);
  mosquitto_username_pw_set(M, user, nullptr);
  addUser(3, "root", "");
  return addAccount("sensor-17", "sensor-17");
}

void use() { (void)FactoryAccounts, (void)Rows, (void)accounts, (void)aliases; }
