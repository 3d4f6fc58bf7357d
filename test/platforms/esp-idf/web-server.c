// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "esp_idf.h"
static uint16_t schedule[24];
static esp_err_t post_schedule(httpd_req_t *req) {
  char body[96], value[12];
  int got = httpd_req_recv(req, body, sizeof body - 1);
  if (got <= 0)
    return ESP_FAIL;
  body[got] = '\0';
  if (httpd_query_key_value(body, "hour", value, sizeof value) != ESP_OK)
    return ESP_FAIL;
  int hour = atoi(value);
  if (httpd_query_key_value(body, "temp", value, sizeof value) != ESP_OK)
    return ESP_FAIL;
  // finds input: firmcop-unchecked-index
  schedule[hour] = (uint16_t)atoi(value);
  return httpd_resp_sendstr(req, "ok");
}
static esp_err_t post_schedule_ok(httpd_req_t *req) {
  char body[96], value[12];
  int got = httpd_req_recv(req, body, sizeof body - 1);
  if (got <= 0)
    return ESP_FAIL;
  body[got] = '\0';
  if (httpd_query_key_value(body, "hour", value, sizeof value) != ESP_OK)
    return ESP_FAIL;
  int hour = atoi(value);
  if (hour < 0 || hour >= 24)
    return ESP_FAIL;
  if (httpd_query_key_value(body, "temp", value, sizeof value) != ESP_OK)
    return ESP_FAIL;
  long temp = strtol(value, NULL, 10);
  if (temp < 5 || temp > 35)
    return ESP_FAIL;
  schedule[hour] = (uint16_t)temp;
  return httpd_resp_sendstr(req, "ok");
}
static esp_err_t get_log(httpd_req_t *req) {
  char path[160];
  FILE *f;
  char line[80];
  strcpy(path, "/sdcard/log");
  // finds input: firmcop-unbounded-copy
  strcat(path, req->uri + strlen("/log"));
  // finds input: firmcop-path-traversal
  f = fopen(path, "r");
  if (!f)
    return ESP_FAIL;
  while (fgets(line, sizeof line, f))
    httpd_resp_sendstr(req, line);
  fclose(f);
  return ESP_OK;
}
static esp_err_t post_image(httpd_req_t *req) {
  // finds input: firmcop-unbounded-allocation
  uint8_t *image = malloc(req->content_len + 4);
  if (!image)
    return ESP_FAIL;
  int got = httpd_req_recv(req, (char *)image, req->content_len);
  if (got > 0)
    ESP_LOGI("web", "image of %d bytes", got);
  free(image);
  return ESP_OK;
}
static esp_err_t post_image_ok(httpd_req_t *req) {
  if (req->content_len > 16384)
    return ESP_FAIL;
  uint8_t *image = malloc(req->content_len + 4);
  if (!image)
    return ESP_FAIL;
  int got = httpd_req_recv(req, (char *)image, req->content_len);
  if (got > 0)
    ESP_LOGI("web", "image of %d bytes", got);
  free(image);
  return ESP_OK;
}
static const httpd_uri_t routes[] = {
    {"/schedule", HTTP_POST, post_schedule, NULL},
    {"/schedule2", HTTP_POST, post_schedule_ok, NULL},
    {"/log/*", HTTP_GET, get_log, NULL},
    {"/image", HTTP_POST, post_image, NULL},
    {"/image2", HTTP_POST, post_image_ok, NULL},
};
void register_routes(httpd_handle_t server) {
  for (size_t i = 0; i < sizeof routes / sizeof routes[0]; i++)
    httpd_register_uri_handler(server, &routes[i]);
}
