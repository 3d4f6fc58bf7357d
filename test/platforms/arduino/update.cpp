// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "arduino.h"
static WiFiClient plain;
void fetchUpdate() {
  HTTPClient http;
  // finds update: firmcop-cleartext-update-url
  http.begin(plain, "http://files.example.net/lamp.bin");
  if (http.GET() != 200)
    return;
  int size = http.getSize();
  if (size <= 0 || !Update.begin((size_t)size))
    return;
  Update.writeStream(http.getStream());
  // finds update: firmcop-unverified-update-install
  if (Update.end())
    ESP.restart();
}
void autoUpdate() {
  // finds update: firmcop-cleartext-update-url
  switch (
      ESPhttpUpdate.update(plain, "http://files.example.net/lamp.bin", "1.2")) {
  case HTTP_UPDATE_FAILED:
    Serial.println("failed");
    break;
  default:
    break;
  }
}
static const char pubkey[] =
    "-----BEGIN PUBLIC KEY-----\nMIIBIjANBg\n-----END PUBLIC KEY-----\n";
static BearSSL::PublicKey signKey(pubkey);
static BearSSL::HashSHA256 hash;
static BearSSL::SigningVerifier verifier(&signKey);
void fetchUpdateOk(BearSSL::WiFiClientSecure &tls) {
  HTTPClient http;
  Update.installSignature(&hash, &verifier);
  http.begin(tls, "https://files.example.net/lamp.bin");
  if (http.GET() != 200)
    return;
  int size = http.getSize();
  if (size <= 0 || !Update.begin((size_t)size))
    return;
  Update.writeStream(http.getStream());
  if (Update.end())
    ESP.restart();
}
void setup() {
  ArduinoOTA.setHostname("lamp");
  // finds credentials: firmcop-hardcoded-credential
  ArduinoOTA.setPassword("flash-me-now");
  ArduinoOTA.begin();
}
void loop() { ArduinoOTA.handle(); }
