// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "arduino.h"
static char session[17];
ESP8266WebServer web(80);
void newSession() {
  randomSeed(analogRead(0));
  for (int i = 0; i < 16; i++)
    // misses crypto: firmcop-weak-random-for-secret
    session[i] = "0123456789abcdef"[random(16)];
  session[16] = 0;
}
void newSessionOk() {
  for (int i = 0; i < 16; i++)
    session[i] = "0123456789abcdef"[ESP.random() & 15];
  session[16] = 0;
}
void handleLogin() {
  String user = web.arg("user"), pass = web.arg("pass");
  // finds credentials: firmcop-hardcoded-auth-comparison
  if (user == "installer" && pass == "hexkey13") {
    newSession();
    web.send(200, "text/plain", session);
    return;
  }
  Serial.print("bad login, password was ");
  // finds debug: firmcop-secret-logged
  Serial.println(pass);
  web.send(403, "text/plain", "no");
}
void handleChip() {
  char pw[12];
  snprintf(pw, sizeof pw, "%08X", (unsigned)ESP.getChipId());
  // misses credentials: firmcop-password-derived-from-identifier
  WiFi.softAP("lamp-setup", pw);
}
void setup() {
  web.on("/login", handleLogin);
  web.on("/chip", handleChip);
  web.begin();
}
void loop() {
  web.handleClient();
  if (millis() > 100000)
    newSessionOk();
}
