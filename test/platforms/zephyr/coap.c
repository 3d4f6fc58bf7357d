// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "zephyr.h"
static uint8_t gain[8];
static int put_gain(struct coap_resource *r, struct coap_packet *req,
                    struct sockaddr *a, socklen_t_ l) {
  uint16_t len;
  const uint8_t *p = coap_packet_get_payload(req, &len);
  if (!p || len < 2)
    return -EINVAL;
  // finds input: firmcop-unchecked-index
  gain[p[0]] = p[1];
  return 0;
}
static int put_gain_ok(struct coap_resource *r, struct coap_packet *req,
                       struct sockaddr *a, socklen_t_ l) {
  uint16_t len;
  const uint8_t *p = coap_packet_get_payload(req, &len);
  if (!p || len < 2 || p[0] >= ARRAY_SIZE(gain))
    return -EINVAL;
  gain[p[0]] = p[1];
  return 0;
}
static int put_text(struct coap_resource *r, struct coap_packet *req,
                    struct sockaddr *a, socklen_t_ l) {
  uint16_t len;
  char text[48];
  const uint8_t *p = coap_packet_get_payload(req, &len);
  if (!p)
    return -EINVAL;
  // finds input: firmcop-unchecked-length
  memcpy(text, p, len);
  // finds input: firmcop-unchecked-index
  text[len] = 0;
  // finds input: firmcop-log-injection
  printk("%s\n", text);
  return 0;
}
static int put_average(struct coap_resource *r, struct coap_packet *req,
                       struct sockaddr *a, socklen_t_ l) {
  uint16_t len;
  const uint8_t *p = coap_packet_get_payload(req, &len);
  if (!p || len < 4)
    return -EINVAL;
  uint16_t sum = sys_get_le16(p), count = sys_get_le16(p + 2);
  // finds input: firmcop-divisor
  printk("average %u\n", sum / count);
  return 0;
}
static const char *const path[] = {"v1", NULL};
static struct coap_resource resources[] = {{.put = put_gain, .path = path},
                                           {.put = put_gain_ok, .path = path},
                                           {.put = put_text, .path = path},
                                           {.put = put_average, .path = path},
                                           {.path = NULL}};
void coap_loop(int sock) {
  uint8_t buf[128];
  struct coap_packet req;
  struct coap_option options[8];
  for (;;) {
    ssize_t n = zsock_recvfrom(sock, buf, sizeof buf, 0, NULL, NULL);
    if (n < 0)
      return;
    if (coap_packet_parse(&req, buf, (uint16_t)n, options, 8) < 0)
      continue;
    coap_handle_request(&req, resources, options, 8, NULL, 0);
  }
}
