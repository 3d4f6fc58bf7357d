// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "lwip.h"
/* raw API: pbuf chain reassembly and a length-prefixed protocol */
struct session {
  u8_t buf[200];
  u16_t have;
};
static u32_t table[32];
static err_t on_recv(void *arg, struct tcp_pcb *pcb, struct pbuf *p,
                     err_t err) {
  struct session *s = arg;
  if (!p)
    return tcp_close(pcb);
  for (struct pbuf *q = p; q; q = q->next) {
    // finds input: firmcop-unchecked-length
    memcpy(s->buf + s->have, q->payload, q->len);
    s->have += q->len;
  }
  tcp_recved(pcb, p->tot_len);
  pbuf_free(p);
  return ERR_OK;
}
static err_t on_recv_ok(void *arg, struct tcp_pcb *pcb, struct pbuf *p,
                        err_t err) {
  struct session *s = arg;
  if (!p)
    return tcp_close(pcb);
  if (s->have > sizeof s->buf || p->tot_len > sizeof s->buf - s->have) {
    pbuf_free(p);
    return ERR_MEM;
  }
  s->have += pbuf_copy_partial(p, s->buf + s->have, p->tot_len, 0);
  tcp_recved(pcb, p->tot_len);
  pbuf_free(p);
  return ERR_OK;
}
static err_t on_request(void *arg, struct tcp_pcb *pcb, struct pbuf *p,
                        err_t err) {
  const u8_t *d = p->payload;
  u16_t n = ntohs(*(const u16_t *)d);
  char reply[64];
  if (n < p->len)
    // finds input: firmcop-unchecked-length
    memcpy(reply, d + 2, n);
  // finds input: firmcop-unchecked-index
  table[d[2]] = n;
  // misses input: firmcop-unchecked-length
  tcp_write(pcb, reply, n, 0);
  pbuf_free(p);
  return ERR_OK;
}
static struct session one, two;
static err_t on_accept(void *arg, struct tcp_pcb *pcb, err_t err) {
  tcp_recv(pcb, (uintptr_t)arg == 1   ? on_recv
                : (uintptr_t)arg == 2 ? on_recv_ok
                                      : on_request);
  one.have = two.have = 0;
  return ERR_OK;
}
void server(struct tcp_pcb *pcb) { tcp_accept(pcb, on_accept); }
static void on_udp(void *arg, struct udp_pcb *pcb, struct pbuf *p,
                   const ip_addr_t *a, u16_t port) {
  char msg[32];
  // finds input: firmcop-unchecked-length
  pbuf_copy_partial(p, msg, p->tot_len, 0);
  msg[31] = 0;
  pbuf_free(p);
}
static void on_udp_ok(void *arg, struct udp_pcb *pcb, struct pbuf *p,
                      const ip_addr_t *a, u16_t port) {
  char msg[32];
  u16_t n = p->tot_len < sizeof msg - 1 ? p->tot_len : sizeof msg - 1;
  pbuf_copy_partial(p, msg, n, 0);
  msg[n] = 0;
  pbuf_free(p);
}
void udp_start(void) {
  struct udp_pcb *a = udp_new(), *b = udp_new();
  udp_recv(a, on_udp, NULL);
  udp_recv(b, on_udp_ok, NULL);
}
