// RUN: %check %s -- -std=c++17 -DBUILD_PASSWORD=\"Fr0m-Make\"

// CHECK: :1:1: warning: The password 'BUILD_PASSWORD' is fixed in the program (Fr... (9 characters)), {{.*}} [firmcop-hardcoded-credential]

extern "C" {
typedef unsigned long size_t;
char *strcpy(char *to, const char *from);
char *strncpy(char *to, const char *from, size_t n);
int snprintf(char *to, size_t n, const char *format, ...);
char *getenv(const char *name);
struct mosquitto;
int mosquitto_username_pw_set(mosquitto *mosq, const char *username,
                              const char *password);
}
namespace std {
template <class C> class basic_string {
public:
  basic_string();
  basic_string(const C *S);
  const C *c_str() const;
};
using string = basic_string<char>;
} // namespace std
const char *setting(const char *name);

// CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'MQTT_PASSWORD' is fixed in the program (Lu... (10 characters)),
#define MQTT_PASSWORD "Lumen!2019"
// CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The key 'CLOUD_API_KEY' is
#define CLOUD_API_KEY ("AKx81mQpZ0")
// CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'WIFI_PASS' is
#define WIFI_PASS "casa" "bianca77"

// CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'adminPassword' is
static const char *adminPassword = "changeme";
// CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'root_passwd' is
const char root_passwd[] = "s3cr3t-root";
// CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'rootpw' is
static char rootpw[16] = {'h', 'u', 'n', 't', 'e', 'r', '2', '2', 0};
// CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The token 'access_token' is
std::string access_token = "ghx_91maQ0pLrTz7";
// CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The PIN 'setup_pin' is
static const char setup_pin[] = "20202021";
// CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password in the address 'broker' is fixed in the program (ho... (9 characters)),
static const char *broker = "mqtt://cam:hotdog-77@broker.example";

struct Network {
  const char *ssid;
  const char *psk;
};
struct Config {
  Network station;
  char passphrase[32];
  int port;
};
Config Defaults = {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'psk' is
    .station = {.ssid = "home", .psk = "blue-lagoon-9"},
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'passphrase' is
    .passphrase = "purple hills far away",
    .port = 1883};
static const Network Known[] = {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'psk' is
    {"lab", "lab-wlan-2017"},
    {"street", nullptr},
    {"cafe", ""},
};

class Session {
public:
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'secret' is
  Session() : secret("ab-81-cd-92") {}

private:
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'password' is
  std::string password = "Iot-2020";
  std::string secret;
  std::string login_name = "camera-login";
};

// CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'password' is
bool connect(const char *host, const char *password = "letmein");

void local(Config &C, char *wifi_password, mosquitto *M, std::string Name) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'pw' is
  const char *pw = "Pa55word";
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'psk' is
  C.station.psk = "kitchen-radio-4";
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'wifi_password' is
  strcpy(wifi_password, "mypassword");
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'passphrase' is
  snprintf(C.passphrase, 32, "red-fox-jumps");
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password given to 'mosquitto_username_pw_set' is
  mosquitto_username_pw_set(M, "cam", "kL8-mosq");
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password given to 'mosquitto_username_pw_set' is
  const char *Value = "wm-0815";
  mosquitto_username_pw_set(M, "cam", Value);
  // Reported above, where they are written.
  mosquitto_username_pw_set(M, "cam", pw);
  mosquitto_username_pw_set(M, "cam", MQTT_PASSWORD);
  C.station.psk = WIFI_PASS;
}

// negative: names of settings, fields, options and files.
#define KEY_PASSWORD "password"
#define NVS_WIFI_PASSWORD "wifi_password"
#define PASSWORD_FILE "/etc/device/password"
#define TOKEN_HEADER "X-Auth-Token"
#define OPT_PASSWORD "--password"
#define PASSWORD_PROMPT "Password: "
#define PASSWORD_MIN_LENGTH 8
#define DB_PASSWORD ""
#define HTTP_PASSWORD getenv("HTTP_PASSWORD")
#define SORT_KEY "created-2024-01"
#define PUBLIC_KEY "MCowBQYDK2VwAyEA11"
static const char *password_label = "Your password, please";
static const char *invalid_password = "Too-Short-1";
static const char *passwordField = "pwd-input-1";
static const char *json_password = "userPassword";
static const char *password_url = "https://example.org/reset1";
static const char *password_hint = "Name of the 1st pet";
static const char *token_type = "Bearer-v2-opaque";
static const char *token = "identifier";
static const char *key = "wifi.ssid.0";
static const char *primary_key = "row-0001-id";
// negative: placeholders, formats, labels, masks, paths.
static const char *password1 = "<password>";
static const char *password2 = "********";
static const char *password3 = "pw-%s-%d";
static const char *password4 = "${MQTT_PASSWORD}";
static const char *password5 = "none";
static const char *password6 = "/run/secrets/mqtt1";
static const char *password7 = "Enter your password:";
static const char *password8 = "your-password-here";
static const char *api_key = "YOUR_API_KEY";
static const char *private_key = "/etc/ssl/private/device1.key";
static const char *server = "mqtts://broker.example:8883/";
static const char *mailbox = "mailto:info@example.org";
// negative: passes of an algorithm, pins of a chip.
static const char *pass = "first";
static const char *low_pass = "biquad-2nd";
static const char *pin = "PA13";
static const char *gpio_pin = "2021";
static int setup_pins = 20202021;

struct Entry {
  const char *name;
  const char *password;
};
void store(const Entry &);

// negative: values of the run, numbers, other types.
void quiet(Config &C, mosquitto *M, char *password, char *line) {
  const char *wifi = setting("wifi_password");
  C.station.psk = wifi;
  C.station.psk = nullptr;
  password[0] = 0;
  strncpy(password, line, 8);
  strncpy(line, "kitchen-radio-4", 8);
  mosquitto_username_pw_set(M, "cam", wifi);
  mosquitto_username_pw_set(M, "cam", getenv("MQTT_PASSWORD"));
  mosquitto_username_pw_set(M, nullptr, nullptr);
  mosquitto_username_pw_set(M, "cam", "");
  int password_length = 12;
  bool (*check_password)(const char *, const char *) = connect;
  store({"cam", wifi});
  (void)password_length, (void)check_password;
}

// negative: 'pw_' is the prefix of the password file's interface.
#define PW_DEF "SsIisss"

// negative: any password goes with the user 'anonymous'.
void fetchAnonymously(const char **given) {
  const char *user = "anonymous", *password = "k8Jd2mQx";
  given[0] = user;
  given[1] = password;
}

// A password that goes through a function and a buffer, and one for another
// file's sake; a macro's is told where it is used, too.
static void logIn(mosquitto *M, const char *Name, const char *Given) {
  mosquitto_username_pw_set(M, Name, Given);
}
void through(mosquitto *M, bool IsTest) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password given to 'mosquitto_username_pw_set' is fixed in the program (Sa... (9 characters)),
  logIn(M, "cam", IsTest ? "Sardine-5" : getenv("MQTT_AUTH"));
  char Buffer[32];
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password given to 'mosquitto_username_pw_set' is fixed in the program (Lu... (10 characters)),
  strcpy(Buffer, MQTT_PASSWORD);
  logIn(M, "cam", Buffer);
  logIn(M, "cam", "");
  logIn(M, "cam", getenv("MQTT_AUTH"));
}

// A private key as its bytes; a public one is no secret.
// CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The private key 'Material' is fixed in the program (34 bytes),
static const unsigned char Material[] = {
    0x30, 0x20, 0x02, 0x01, 0x01, 0x04, 0x1b, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0,
    1, 2, 3, 4, 5, 6, 7, 8, 9, 8, 7, 6, 5, 4, 3, 2, 1};
static const unsigned char PublicMaterial[] = {
    0x30, 0x13, 0x30, 0x05, 0x06, 0x03, 0x2a, 0x03, 0x04, 0x03, 0x0a, 0x00,
    1, 2, 3, 4, 5, 6, 7, 8, 9};

// A word that is a password because a password is compared with it.
bool equal(const char *currentPassword) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'password' is fixed in the program (pa... (8 characters)),
  static char password[] = "password";
  return __builtin_strcmp(currentPassword, password) == 0;
}

// negative: what a mail server asks for, in Base64.
#define SMTP_RESP_LOGIN_PASS "UGFzc3dvcmQ6"
// CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'SMTP_LOGIN_PASS' is
#define SMTP_LOGIN_PASS "THVtZW4hMjAxOQ=="

// negative: the PIN that Wi-Fi Protected Setup has for who pushes a button.
void wps_begin(bool isButton, const char *&pin) {
  if (isButton)
    pin = "00000000";
}
void begin(bool isButton, const char *&pin) {
  if (isButton)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The PIN 'pin' is
    pin = "00000000";
}
