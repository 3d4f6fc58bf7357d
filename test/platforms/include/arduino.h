// include/arduino.h - What a platform declares, cut down
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FIRMCOP_TEST_PLATFORMS_ARDUINO_H
#define FIRMCOP_TEST_PLATFORMS_ARDUINO_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
long random(long max);
long random(long lo, long hi);
void randomSeed(unsigned long seed);
int analogRead(uint8_t pin);
unsigned long millis();
void delay(unsigned long ms);
void digitalWrite(uint8_t pin, uint8_t v);
void pinMode(uint8_t, uint8_t);
class __FlashStringHelper;
#define F(s) ((const __FlashStringHelper *)(s))
class String {
public:
  String(const char *s = "");
  String(const String &);
  String(int);
  String &operator=(const String &);
  String &operator+=(const String &);
  String &operator+=(char);
  String &operator+=(const char *);
  friend String operator+(const String &, const String &);
  friend String operator+(const String &, const char *);
  const char *c_str() const;
  unsigned length() const;
  bool operator==(const char *) const;
  bool operator==(const String &) const;
  bool operator!=(const char *) const;
  bool equals(const char *) const;
  bool startsWith(const char *) const;
  String substring(unsigned from) const;
  String substring(unsigned from, unsigned to) const;
  int indexOf(char) const;
  char charAt(unsigned) const;
  char operator[](unsigned) const;
  long toInt() const;
  void toCharArray(char *buf, unsigned size) const;
  void trim();
};
class Print {
public:
  virtual size_t write(uint8_t);
  size_t write(const uint8_t *, size_t);
  size_t print(const char *);
  size_t print(const String &);
  size_t print(long, int = 10);
  size_t print(const __FlashStringHelper *);
  size_t println(const char *);
  size_t println(const String &);
  size_t println(long, int = 10);
  size_t println(const __FlashStringHelper *);
  size_t println();
  size_t printf(const char *fmt, ...);
};
class Stream : public Print {
public:
  virtual int available();
  virtual int read();
  size_t readBytes(char *b, size_t n);
  size_t readBytes(uint8_t *b, size_t n);
  String readString();
  String readStringUntil(char c);
  long parseInt();
  size_t readBytesUntil(char c, char *b, size_t n);
  void setTimeout(unsigned long);
};
class HardwareSerial : public Stream {
public:
  void begin(unsigned long);
  int available() override;
  int read() override;
  operator bool() const;
};
extern HardwareSerial Serial, Serial1;
class IPAddress {
public:
  IPAddress(uint8_t, uint8_t, uint8_t, uint8_t);
  String toString() const;
};
enum wl_status_t { WL_IDLE_STATUS, WL_CONNECTED = 3 };
class ESP8266WiFiClass {
public:
  wl_status_t begin(const char *ssid, const char *pass = nullptr);
  bool softAP(const char *ssid, const char *pass = nullptr);
  wl_status_t status();
  uint8_t *macAddress(uint8_t *mac);
  String macAddress();
  String SSID();
  String psk();
  void mode(int);
};
extern ESP8266WiFiClass WiFi;
class Client : public Stream {
public:
  virtual int connect(const char *host, uint16_t port);
};
class WiFiClient : public Client {
public:
  int connect(const char *, uint16_t) override;
  uint8_t connected();
  void stop();
};
namespace BearSSL {
class X509List {
public:
  X509List(const char *);
};
class WiFiClientSecure : public WiFiClient {
public:
  void setInsecure();
  void setTrustAnchors(const X509List *);
  bool setFingerprint(const char *);
};
class PublicKey {
public:
  PublicKey(const char *pem);
};
class HashSHA256 {};
class SigningVerifier {
public:
  SigningVerifier(PublicKey *);
};
} // namespace BearSSL
using BearSSL::WiFiClientSecure;
class WiFiUDP {
public:
  uint8_t begin(uint16_t);
  int parsePacket();
  int read(char *b, size_t n);
  int read(unsigned char *b, size_t n);
  int beginPacket(IPAddress, uint16_t);
  int endPacket();
};
class PubSubClient {
public:
  PubSubClient(Client &);
  bool connect(const char *id);
  bool connect(const char *id, const char *user, const char *pass);
  PubSubClient &setCallback(void (*cb)(char *, uint8_t *, unsigned int));
  bool subscribe(const char *);
  bool publish(const char *, const char *);
  PubSubClient &setServer(const char *, uint16_t);
  bool loop();
};
class ESP8266WebServer {
public:
  ESP8266WebServer(int);
  String arg(const String &);
  String arg(const char *);
  bool hasArg(const char *);
  void on(const char *, void (*)());
  void on(const char *, int, void (*)());
  bool authenticate(const char *, const char *);
  void requestAuthentication();
  void send(int, const char *, const String &);
  void begin();
  void handleClient();
  String header(const char *);
};
class HTTPClient {
public:
  bool begin(WiFiClient &c, const String &url);
  int GET();
  int POST(const String &);
  String getString();
  int getSize();
  WiFiClient &getStream();
  WiFiClient *getStreamPtr();
  void addHeader(const String &, const String &);
  void setAuthorization(const char *, const char *);
  void end();
};
enum HTTPUpdateResult {
  HTTP_UPDATE_FAILED,
  HTTP_UPDATE_NO_UPDATES,
  HTTP_UPDATE_OK
};
class ESP8266HTTPUpdate {
public:
  HTTPUpdateResult update(WiFiClient &c, const String &url,
                          const String &ver = "");
  void rebootOnUpdate(bool);
};
extern ESP8266HTTPUpdate ESPhttpUpdate;
class ArduinoOTAClass {
public:
  void begin();
  void setPassword(const char *);
  void setPasswordHash(const char *);
  void setHostname(const char *);
  void handle();
};
extern ArduinoOTAClass ArduinoOTA;
class UpdateClass {
public:
  bool begin(size_t, int = 0);
  size_t write(uint8_t *, size_t);
  size_t writeStream(Stream &);
  bool end(bool evenIfRemaining = false);
  bool installSignature(BearSSL::HashSHA256 *, BearSSL::SigningVerifier *);
  bool setMD5(const char *);
  bool hasError();
};
extern UpdateClass Update;
class EspClass {
public:
  void restart();
  void reset();
  uint32_t getChipId();
  uint32_t random();
};
extern EspClass ESP;
class EEPROMClass {
public:
  void begin(size_t);
  uint8_t read(int);
  void write(int, uint8_t);
  bool commit();
  template <class T> T &get(int a, T &t) {
    uint8_t *p = (uint8_t *)&t;
    for (size_t i = 0; i < sizeof t; i++)
      p[i] = read(a + (int)i);
    return t;
  }
};
extern EEPROMClass EEPROM;
#define LED_BUILTIN 2
#define HTTP_POST 3

#endif // FIRMCOP_TEST_PLATFORMS_ARDUINO_H
