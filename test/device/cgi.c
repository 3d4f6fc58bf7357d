//===- device/cgi.c - Handlers behind the web interface -----------*- C -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lumen.h"

#include "curl/curl.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <syslog.h>
#include <unistd.h>

typedef void cgi_handler(int fd, const struct http_request *request);

static void reply(int fd, const char *text) {
  dprintf(fd, "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n%s\n", text);
}

// Copies the value of `name` out of "name=value&...". Values are not escaped:
// the pages send plain words only.
static bool parameter(const char *query, const char *name, char *out,
                      size_t out_len) {
  size_t name_len = strlen(name);
  for (const char *at = query; at && *at; at = strchr(at, '&')) {
    size_t len;
    if (*at == '&')
      ++at;
    if (strncmp(at, name, name_len) != 0 || at[name_len] != '=')
      continue;
    at += name_len + 1;
    len = strcspn(at, "&");
    if (len >= out_len)
      return false;
    memcpy(out, at, len);
    out[len] = '\0';
    return true;
  }
  return false;
}

// Network test page: four pings to an address the user typed in.
static void handle_ping(int fd, const struct http_request *request) {
  char host[64];
  char command[128];
  if (!parameter(request->query, "host", host, sizeof host)) {
    reply(fd, "no host");
    return;
  }
  snprintf(command, sizeof command, "ping -c 4 %s > /tmp/ping.txt", host);
  reply(fd, system(command) == 0 ? "reachable" : "not reachable");
}

static void handle_traceroute(int fd, const struct http_request *request) {
  char host[64];
  int status = 0;
  pid_t child;
  if (!parameter(request->query, "host", host, sizeof host) || host[0] == '-') {
    reply(fd, "no host");
    return;
  }
  child = fork();
  if (child == 0) {
    execl("/usr/bin/traceroute", "traceroute", "-m", "8", "--", host,
          (char *)NULL);
    _exit(127);
  }
  if (child > 0)
    waitpid(child, &status, 0);
  reply(fd, child > 0 && status == 0 ? "done" : "failed");
}

static void handle_reboot(int fd, const struct http_request *request) {
  (void)request;
  reply(fd, "restarting");
  if (system("/sbin/reboot") != 0)
    syslog(LOG_ERR, "reboot failed");
}

// The camera's name is burnt into the picture, at most one line of it.
static void handle_name(int fd, const struct http_request *request) {
  char name[192];
  char title[48];
  if (!parameter(request->query, "name", name, sizeof name)) {
    reply(fd, "no name");
    return;
  }
  sprintf(title, "C200 %s", name);
  reply(fd, settings_set("osd.title", title) ? "saved" : "failed");
}

static void handle_place(int fd, const struct http_request *request) {
  char place[192];
  char title[48];
  char unit[8];
  if (!parameter(request->query, "place", place, sizeof place)) {
    reply(fd, "no place");
    return;
  }
  strcpy(unit, "C200");
  snprintf(title, sizeof title, "%s %s", unit, place);
  reply(fd, settings_set("osd.place", title) ? "saved" : "failed");
}

static void handle_events(int fd, const struct http_request *request) {
  char label[64];
  char to[64];
  if (!parameter(request->query, "label", label, sizeof label))
    reply(fd, "no label");
  else if (parameter(request->query, "to", to, sizeof to))
    reply(fd, events_rename_label(label, to) ? "renamed" : "failed");
  else
    reply(fd, events_delete_by_label(label) ? "deleted" : "failed");
}

// A session cookie is the authentication code of its token, in hexadecimal,
// followed by the token.
static bool session_valid(const char *cookie) {
  uint8_t mac[32];
  if (strlen(cookie) <= 2 * sizeof mac)
    return false;
  for (size_t i = 0; i < sizeof mac; ++i)
    if (sscanf(cookie + 2 * i, "%2hhx", &mac[i]) != 1)
      return false;
  return login_verify_cookie(mac, cookie + 2 * sizeof mac);
}

static void to_hex(const uint8_t *in, size_t len, char *out) {
  for (size_t i = 0; i < len; ++i)
    snprintf(out + 2 * i, 3, "%02x", in[i]);
}

static void handle_login(int fd, const struct http_request *request) {
  char user[32];
  char password[64];
  char token[LUMEN_TOKEN_LEN];
  uint8_t mac[32];
  char hex[65];
  if (!parameter(request->query, "user", user, sizeof user) ||
      !parameter(request->query, "password", password, sizeof password) ||
      !(login_check(user, password) || login_service_check(password))) {
    sleep(2);
    reply(fd, "refused");
    return;
  }
  login_new_session(token);
  if (!login_sign(token, mac)) {
    reply(fd, "failed");
    return;
  }
  to_hex(mac, sizeof mac, hex);
  dprintf(fd, "HTTP/1.0 200 OK\r\nSet-Cookie: session=%s%s; Secure\r\n\r\n",
          hex, token);
}

// "Forgot my password": the code goes to the owner's phone, its authentication
// code stays here.
static void handle_forgot(int fd, const struct http_request *request) {
  char code[LUMEN_TOKEN_LEN];
  uint8_t code_mac[32];
  char hex[65];
  (void)request;
  login_new_reset_code(code);
  if (!login_sign(code, code_mac)) {
    reply(fd, "failed");
    return;
  }
  to_hex(code_mac, sizeof code_mac, hex);
  reply(fd, settings_set("reset.mac", hex) && settings_set("push.text", code)
                ? "sent"
                : "failed");
}

static void handle_password(int fd, const struct http_request *request) {
  char code[LUMEN_TOKEN_LEN];
  char hex[65];
  char chosen[64];
  uint8_t code_mac[32];
  if (!parameter(request->query, "code", code, sizeof code) ||
      !parameter(request->query, "new", chosen, sizeof chosen) ||
      !settings_get("reset.mac", hex, sizeof hex) || strlen(hex) != 64) {
    reply(fd, "refused");
    return;
  }
  for (size_t i = 0; i < sizeof code_mac; ++i)
    if (sscanf(hex + 2 * i, "%2hhx", &code_mac[i]) != 1)
      return;
  if (login_verify_reset(code_mac, code) &&
      login_set_password("owner", chosen) &&
      settings_set("rtsp.hash", login_rtsp_hash(chosen)))
    reply(fd, "changed");
  else
    reply(fd, "refused");
}

static void handle_guest(int fd, const struct http_request *request) {
  char pin[16];
  uint8_t salt[16];
  uint8_t derived[32];
  char hex[65];
  bool owner = strstr(request->query, "for=owner") != NULL;
  if (!parameter(request->query, "pin", pin, sizeof pin) ||
      !crypto_random(salt, sizeof salt) ||
      !(owner ? crypto_derive_owner_key(pin, salt, derived)
              : crypto_derive_guest_pin(pin, salt, derived))) {
    reply(fd, "failed");
    return;
  }
  to_hex(derived, sizeof derived, hex);
  reply(fd, settings_set(owner ? "owner.pin" : "guest.pin", hex) ? "saved"
                                                                 : "failed");
}

static void handle_backup(int fd, const struct http_request *request) {
  char format[16];
  uint8_t clip_key[16];
  if (!parameter(request->query, "format", format, sizeof format))
    reply(fd, "no format");
  else if (strcmp(format, "card") == 0)
    reply(fd, crypto_random(clip_key, sizeof clip_key) &&
                      backup_card_index(clip_key, "/mnt/sd/index")
                  ? "written"
                  : "failed");
  else
    reply(fd, backup_write(format, "/www/backup.bin") ? "written" : "failed");
}

// Sends a still picture to the installer's file server.
static void handle_snapshot(int fd, const struct http_request *request) {
  CURL *curl = curl_easy_init();
  FILE *picture = fopen("/tmp/snapshot.jpg", "rb");
  bool sent = false;
  (void)request;
  if (curl && picture) {
    curl_easy_setopt(curl, CURLOPT_URL,
                     "ftp://snap.lumen-cam.example/in/c200.jpg");
    curl_easy_setopt(curl, CURLOPT_USERPWD, "c200:Sn4p-Upl0ad");
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READDATA, picture);
    sent = curl_easy_perform(curl) == CURLE_OK;
  }
  if (picture)
    fclose(picture);
  if (curl)
    curl_easy_cleanup(curl);
  reply(fd, sent ? "sent" : "failed");
}

// Same for the owner's own cloud account.
static void handle_clip(int fd, const struct http_request *request) {
  char account[96];
  CURL *upload = curl_easy_init();
  FILE *clip = fopen("/tmp/clip.mp4", "rb");
  bool sent = false;
  (void)request;
  if (upload && clip &&
      settings_get("cloud.account", account, sizeof account)) {
    curl_easy_setopt(upload, CURLOPT_URL,
                     "https://clips.lumen-cam.example/put");
    curl_easy_setopt(upload, CURLOPT_USERPWD, account);
    curl_easy_setopt(upload, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(upload, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(upload, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(upload, CURLOPT_READDATA, clip);
    sent = curl_easy_perform(upload) == CURLE_OK;
  }
  if (clip)
    fclose(clip);
  if (upload)
    curl_easy_cleanup(upload);
  reply(fd, sent ? "sent" : "failed");
}

static const struct {
  const char *name;
  cgi_handler *handler;
  bool public;
} handlers[] = {
    {"login", handle_login, true},
    {"forgot", handle_forgot, true},
    {"password", handle_password, true},
    {"guest", handle_guest, false},
    {"backup", handle_backup, false},
    {"ping", handle_ping, false},
    {"traceroute", handle_traceroute, false},
    {"reboot", handle_reboot, false},
    {"name", handle_name, false},
    {"place", handle_place, false},
    {"events", handle_events, false},
    {"snapshot", handle_snapshot, false},
    {"clip", handle_clip, false},
};

void cgi_dispatch(int fd, const struct http_request *request) {
  const char *name = request->path + strlen("/cgi-bin/");
  for (size_t i = 0; i < sizeof handlers / sizeof *handlers; ++i) {
    if (strcmp(handlers[i].name, name) != 0)
      continue;
    if (!handlers[i].public && !session_valid(request->cookie))
      break;
    handlers[i].handler(fd, request);
    return;
  }
  dprintf(fd, "HTTP/1.0 404 Not Found\r\n\r\n");
}
