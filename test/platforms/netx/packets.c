// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* ThreadX/NetX Duo */
typedef unsigned int UINT;
typedef unsigned long ULONG;
typedef unsigned char UCHAR;
typedef char CHAR;
typedef struct NX_PACKET_STRUCT {
  struct NX_PACKET_STRUCT *nx_packet_next;
  UCHAR *nx_packet_prepend_ptr, *nx_packet_append_ptr;
  ULONG nx_packet_length;
} NX_PACKET;
typedef struct {
  int x;
} NX_TCP_SOCKET, NX_UDP_SOCKET, NX_SECURE_TLS_SESSION, NXD_MQTT_CLIENT;
typedef struct {
  int x;
} NX_WEB_HTTP_SERVER;
#define NX_SUCCESS 0
#define NX_WAIT_FOREVER 0xffffffffUL
UINT nx_tcp_socket_receive(NX_TCP_SOCKET *s, NX_PACKET **p, ULONG wait);
UINT nx_udp_socket_receive(NX_UDP_SOCKET *s, NX_PACKET **p, ULONG wait);
UINT nx_packet_data_retrieve(NX_PACKET *p, void *buffer, ULONG *n);
UINT nx_packet_data_extract_offset(NX_PACKET *p, ULONG off, void *b, ULONG n,
                                   ULONG *got);
UINT nx_packet_release(NX_PACKET *p);
UINT nxd_mqtt_client_login_set(NXD_MQTT_CLIENT *c, char *user, UINT ul,
                               char *pw, UINT pl);
UINT nx_secure_tls_session_certificate_callback_set(
    NX_SECURE_TLS_SESSION *s,
    ULONG (*fn)(NX_SECURE_TLS_SESSION *s, void *cert));
UINT nx_secure_tls_session_protocol_version_override(NX_SECURE_TLS_SESSION *s,
                                                     uint16_t v);
UINT tx_byte_allocate(void *pool, void **mem, ULONG n, ULONG wait);
UINT tx_byte_release(void *m);
UINT tx_queue_send(void *q, void *m, ULONG w);
UINT tx_queue_receive(void *q, void *m, ULONG w);
static UCHAR last[64];
static ULONG bins[12];
extern void *pool;
static void tcp(NX_TCP_SOCKET *s) {
  NX_PACKET *p;
  ULONG n;
  UCHAR buf[128];
  if (nx_tcp_socket_receive(s, &p, NX_WAIT_FOREVER) != NX_SUCCESS)
    return;
  // misses input: firmcop-unbounded-copy
  nx_packet_data_retrieve(p, buf, &n);
  // finds input: firmcop-unchecked-index
  bins[buf[0]]++;
  nx_packet_release(p);
}
static void udp(NX_UDP_SOCKET *s) {
  NX_PACKET *p;
  if (nx_udp_socket_receive(s, &p, NX_WAIT_FOREVER) != NX_SUCCESS)
    return;
  // finds input: firmcop-unchecked-length
  memcpy(last, p->nx_packet_prepend_ptr, p->nx_packet_length);
  nx_packet_release(p);
}
static void udp_ok(NX_UDP_SOCKET *s) {
  NX_PACKET *p;
  if (nx_udp_socket_receive(s, &p, NX_WAIT_FOREVER) != NX_SUCCESS)
    return;
  if (p->nx_packet_length <= sizeof last)
    memcpy(last, p->nx_packet_prepend_ptr, p->nx_packet_length);
  nx_packet_release(p);
}
static void big(NX_TCP_SOCKET *s) {
  NX_PACKET *p;
  ULONG got;
  uint32_t n;
  void *mem;
  if (nx_tcp_socket_receive(s, &p, NX_WAIT_FOREVER) != NX_SUCCESS)
    return;
  // finds input: firmcop-size-arithmetic-overflow
  if (nx_packet_data_extract_offset(p, 0, &n, 4, &got) == NX_SUCCESS &&
      got == 4 && tx_byte_allocate(pool, &mem, n * 12, 0) == NX_SUCCESS) {
    memset(mem, 0, 12);
    tx_byte_release(mem);
  }
  nx_packet_release(p);
}
static ULONG cert_ok(NX_SECURE_TLS_SESSION *s, void *c) { return NX_SUCCESS; }
UINT login(NXD_MQTT_CLIENT *c, NX_SECURE_TLS_SESSION *t) {
  nx_secure_tls_session_certificate_callback_set(t, cert_ok);
  // finds credentials: firmcop-hardcoded-credential
  return nxd_mqtt_client_login_set(c, "pump", 4, "gr4vity-Fed", 11);
}
void thread(ULONG arg) {
  for (;;) {
    tcp((NX_TCP_SOCKET *)arg);
    udp((NX_UDP_SOCKET *)arg);
    udp_ok((NX_UDP_SOCKET *)arg);
    big((NX_TCP_SOCKET *)arg);
  }
}
