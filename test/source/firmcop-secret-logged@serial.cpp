// RUN: %check %s -- -std=c++17

// Every stream has a println; a serial port is a log.

class String {
public:
  String(const char *text);
  const char *c_str() const;
};
class Print {
public:
  int print(const char *text);
  int println(const char *text);
  int println(const String &text);
};
class HardwareSerial : public Print {};
class WiFiClient : public Print {};
extern HardwareSerial Serial;
extern WiFiClient client;

const char *wifi_password();
void connect(const String &password, const char *user) {
  const char *passphrase = wifi_password();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'passphrase' is written to the log by 'println'
  Serial.println(passphrase);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password 'password' is written to the log by 'println'
  Serial.println(password);
  // negative: no secret, and no log.
  Serial.println(user);
  Serial.println("password");
  client.println(passphrase);
}
