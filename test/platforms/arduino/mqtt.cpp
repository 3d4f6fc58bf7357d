// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "arduino.h"
struct Settings {
  char broker[40];
  char user[16];
  char pass[24];
  uint32_t magic;
} settings;
BearSSL::WiFiClientSecure tls;
PubSubClient mqtt(tls);
static int level[4];
void onMessage(char *topic, uint8_t *payload, unsigned int length) {
  char text[16];
  // finds input: firmcop-unchecked-loop-bound
  for (unsigned i = 0; i < length; i++)
    // finds input: firmcop-unchecked-index
    text[i] = (char)payload[i];
  // misses input: firmcop-unchecked-index
  text[length] = 0;
  int channel = atoi(text);
  // finds input: firmcop-unchecked-index
  level[channel] = 1;
}
void onMessageOk(char *topic, uint8_t *payload, unsigned int length) {
  char text[16];
  if (length >= sizeof text)
    return;
  for (unsigned i = 0; i < length; i++)
    text[i] = (char)payload[i];
  text[length] = 0;
  int channel = atoi(text);
  if (channel >= 0 && channel < 4)
    level[channel] = 1;
}
static const char cloudRoot[] =
    "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
void connectBroker() {
  // finds crypto: firmcop-certificate-check-disabled
  tls.setInsecure();
  mqtt.setServer("broker.example.net", 8883);
  mqtt.setCallback(onMessage);
  // finds credentials: firmcop-hardcoded-credential
  mqtt.connect("lamp", "lamp", "k1ndling-Fire");
}
void connectBrokerOk() {
  static BearSSL::X509List roots(cloudRoot);
  tls.setTrustAnchors(&roots);
  EEPROM.get(0, settings);
  if (settings.magic != 0x53455454)
    return;
  mqtt.setServer(settings.broker, 8883);
  mqtt.setCallback(onMessageOk);
  mqtt.connect("lamp", settings.user, settings.pass);
}
void setup() {
  EEPROM.begin(128);
  connectBroker();
  connectBrokerOk();
}
void loop() { mqtt.loop(); }
