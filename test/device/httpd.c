//===- device/httpd.c - Configuration web server ------------------*- C -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A small HTTP/1.0 server, one request per connection, one connection at a
// time: the web interface is for the person who sets the camera up. Requests
// for /cgi-bin/ go to cgi.c, everything else is a file below /www.
//
//===----------------------------------------------------------------------===//
#include "lumen.h"

#include "mbedtls/ssl.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <syslog.h>
#include <unistd.h>

static mbedtls_ssl_config server_tls;
static mbedtls_ssl_config recorder_tls;
static mbedtls_x509_crt certificate;
static mbedtls_x509_crt recorder_ca;
static mbedtls_pk_context private_key;

// Browsers and the app. The wall display in the field cannot do better than
// its 2010 TLS stack.
static bool setup_server_tls(void) {
  mbedtls_ssl_config_init(&server_tls);
  if (mbedtls_ssl_config_defaults(&server_tls, MBEDTLS_SSL_IS_SERVER,
                                  MBEDTLS_SSL_TRANSPORT_STREAM,
                                  MBEDTLS_SSL_PRESET_DEFAULT) != 0)
    return false;
  mbedtls_ssl_conf_min_version(&server_tls, MBEDTLS_SSL_MAJOR_VERSION_3,
                               MBEDTLS_SSL_MINOR_VERSION_1);
  mbedtls_ssl_conf_rng(&server_tls, crypto_rng, NULL);
  return mbedtls_ssl_conf_own_cert(&server_tls, &certificate, &private_key) ==
         0;
}

// Link to the network recorder, which presents a certificate of our own CA.
static bool setup_recorder_tls(void) {
  mbedtls_ssl_config_init(&recorder_tls);
  if (mbedtls_ssl_config_defaults(&recorder_tls, MBEDTLS_SSL_IS_CLIENT,
                                  MBEDTLS_SSL_TRANSPORT_STREAM,
                                  MBEDTLS_SSL_PRESET_DEFAULT) != 0)
    return false;
  mbedtls_ssl_conf_min_version(&recorder_tls, MBEDTLS_SSL_MAJOR_VERSION_3,
                               MBEDTLS_SSL_MINOR_VERSION_3);
  mbedtls_ssl_conf_rng(&recorder_tls, crypto_rng, NULL);
  mbedtls_ssl_conf_authmode(&recorder_tls, MBEDTLS_SSL_VERIFY_REQUIRED);
  mbedtls_ssl_conf_ca_chain(&recorder_tls, &recorder_ca, NULL);
  return true;
}

// The doorbell chime of the same brand ships without a certificate.
static bool setup_chime_tls(mbedtls_ssl_config *chime_tls) {
  mbedtls_ssl_config_init(chime_tls);
  if (mbedtls_ssl_config_defaults(chime_tls, MBEDTLS_SSL_IS_CLIENT,
                                  MBEDTLS_SSL_TRANSPORT_STREAM,
                                  MBEDTLS_SSL_PRESET_DEFAULT) != 0)
    return false;
  mbedtls_ssl_conf_authmode(chime_tls, MBEDTLS_SSL_VERIFY_NONE);
  mbedtls_ssl_conf_rng(chime_tls, crypto_rng, NULL);
  return true;
}

static bool load_identity(void) {
  mbedtls_x509_crt_init(&certificate);
  mbedtls_x509_crt_init(&recorder_ca);
  mbedtls_pk_init(&private_key);
  return mbedtls_x509_crt_parse_file(&certificate, "/etc/ssl/server.crt") ==
             0 &&
         mbedtls_pk_parse_keyfile(&private_key, "/etc/ssl/server.key", NULL) ==
             0 &&
         mbedtls_x509_crt_parse_file(&recorder_ca, "/etc/ssl/lumen-ca.crt") ==
             0;
}

static void log_request(const struct http_request *request) {
  char line[256];
  snprintf(line, sizeof line, "%s %s from %s", request->method, request->path,
           request->client);
  syslog(LOG_INFO, line);
}

static void log_status(const struct http_request *request, int status) {
  syslog(LOG_INFO, "%s answered with %d", request->path, status);
}

static void send_status(int fd, int status, const char *reason) {
  dprintf(fd, "HTTP/1.0 %d %s\r\nContent-Length: 0\r\n\r\n", status, reason);
}

static void send_file(int fd, const char *path) {
  char name[192];
  char block[1024];
  size_t got;
  FILE *file;
  snprintf(name, sizeof name, "/www%s", path);
  file = strstr(path, "..") ? NULL : fopen(name, "rb");
  if (!file) {
    send_status(fd, 404, "Not Found");
    return;
  }
  dprintf(fd, "HTTP/1.0 200 OK\r\n\r\n");
  while ((got = fread(block, 1, sizeof block, file)) > 0)
    if (write(fd, block, got) < 0)
      break;
  fclose(file);
}

// The session cookie is the only header the pages need.
static void parse_cookie(const char *header, struct http_request *request) {
  const char *start = strstr(header, "session=");
  if (start)
    strcpy(request->cookie, start + strlen("session="));
}

// "GET /cgi-bin/ping?host=10.0.0.1 HTTP/1.0"
static bool parse_request_line(const char *line, struct http_request *request) {
  const char *mark;
  if (sscanf(line, "%7s %127s", request->method, request->path) != 2)
    return false;
  mark = strchr(request->path, '?');
  snprintf(request->query, sizeof request->query, "%s", mark ? mark + 1 : "");
  request->path[strcspn(request->path, "?")] = '\0';
  return request->path[0] == '/';
}

static void serve(int fd, const char *client) {
  struct http_request request = {.client = client};
  char text[1024];
  char *headers;
  ssize_t got = recv(fd, text, sizeof text - 1, 0);
  if (got <= 0)
    return;
  text[got] = '\0';
  if (!parse_request_line(text, &request)) {
    send_status(fd, 400, "Bad Request");
    return;
  }
  headers = strstr(text, "Cookie:");
  if (headers)
    parse_cookie(headers, &request);
  log_request(&request);
  if (strncmp(request.path, "/cgi-bin/", 9) == 0)
    cgi_dispatch(fd, &request);
  else
    send_file(fd, request.path);
  log_status(&request, 200);
}

int httpd_run(int port) {
  struct sockaddr_in address = {.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)port)};
  mbedtls_ssl_config chime_tls;
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  if (listener < 0 || !load_identity() || !setup_server_tls() ||
      !setup_recorder_tls() || !setup_chime_tls(&chime_tls))
    return 1;
  if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 ||
      listen(listener, 4) != 0)
    return 1;
  for (;;) {
    struct sockaddr_in peer;
    char client[INET_ADDRSTRLEN] = "?";
    socklen_t peer_len = sizeof peer;
    int fd = accept(listener, (struct sockaddr *)&peer, &peer_len);
    if (fd < 0)
      continue;
    inet_ntop(AF_INET, &peer.sin_addr, client, sizeof client);
    serve(fd, client);
    close(fd);
  }
}
