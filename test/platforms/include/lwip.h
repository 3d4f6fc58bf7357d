// include/lwip.h - What a platform declares, cut down
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FIRMCOP_TEST_PLATFORMS_LWIP_H
#define FIRMCOP_TEST_PLATFORMS_LWIP_H

/* FreeRTOS + lwIP */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
typedef uint8_t u8_t;
typedef uint16_t u16_t;
typedef uint32_t u32_t;
typedef int8_t err_t;
#define ERR_OK 0
#define ERR_MEM -1
#define ERR_VAL -6
struct pbuf {
  struct pbuf *next;
  void *payload;
  u16_t tot_len, len;
};
struct tcp_pcb;
struct udp_pcb;
typedef struct {
  u32_t addr;
} ip_addr_t;
typedef err_t (*tcp_recv_fn)(void *arg, struct tcp_pcb *tpcb, struct pbuf *p,
                             err_t err);
typedef err_t (*tcp_accept_fn)(void *arg, struct tcp_pcb *newpcb, err_t err);
typedef void (*udp_recv_fn)(void *arg, struct udp_pcb *pcb, struct pbuf *p,
                            const ip_addr_t *addr, u16_t port);
void tcp_recv(struct tcp_pcb *pcb, tcp_recv_fn recv);
void tcp_accept(struct tcp_pcb *pcb, tcp_accept_fn accept);
void tcp_recved(struct tcp_pcb *pcb, u16_t len);
err_t tcp_write(struct tcp_pcb *pcb, const void *dataptr, u16_t len,
                u8_t apiflags);
err_t tcp_close(struct tcp_pcb *);
void udp_recv(struct udp_pcb *pcb, udp_recv_fn recv, void *recv_arg);
struct udp_pcb *udp_new(void);
err_t udp_bind(struct udp_pcb *pcb, const void *ip, u16_t port);
u8_t pbuf_free(struct pbuf *p);
u16_t pbuf_copy_partial(const struct pbuf *p, void *dataptr, u16_t len,
                        u16_t offset);
u8_t pbuf_get_at(const struct pbuf *p, u16_t offset);
int lwip_socket(int d, int t, int p);
int lwip_accept(int s, void *a, void *l);
int lwip_recv(int s, void *mem, size_t len, int flags);
int lwip_send(int s, const void *d, size_t n, int flags);
int lwip_close(int s);
int lwip_bind(int s, const void *name, u32_t len);
int lwip_listen(int s, int backlog);
u16_t lwip_ntohs(u16_t x);
u32_t lwip_ntohl(u32_t x);
#define ntohs(x) lwip_ntohs(x)
#define ntohl(x) lwip_ntohl(x)
typedef const char *(*tCGIHandler)(int iIndex, int iNumParams, char *pcParam[],
                                   char *pcValue[]);
typedef struct {
  const char *pcCGIName;
  tCGIHandler pfnCGIHandler;
} tCGI;
void http_set_cgi_handlers(const tCGI *pCGIs, int iNumHandlers);
typedef struct mqtt_client_s mqtt_client_t;
struct mqtt_connect_client_info_t {
  const char *client_id;
  const char *client_user;
  const char *client_pass;
  u16_t keep_alive;
};
typedef void (*mqtt_incoming_data_cb_t)(void *arg, const u8_t *data, u16_t len,
                                        u8_t flags);
typedef void (*mqtt_incoming_publish_cb_t)(void *arg, const char *topic,
                                           u32_t tot_len);
void mqtt_set_inpub_callback(mqtt_client_t *client,
                             mqtt_incoming_publish_cb_t pub_cb,
                             mqtt_incoming_data_cb_t data_cb, void *arg);
err_t mqtt_client_connect(mqtt_client_t *client, const ip_addr_t *ipaddr,
                          u16_t port, void *cb, void *arg,
                          const struct mqtt_connect_client_info_t *client_info);
mqtt_client_t *mqtt_client_new(void);
typedef void *TaskHandle_t;
typedef void *QueueHandle_t;
typedef long BaseType_t;
typedef void (*TaskFunction_t)(void *);
#define pdPASS 1
#define pdTRUE 1
#define portMAX_DELAY 0xffffffffu
BaseType_t xTaskCreate(TaskFunction_t code, const char *name, uint16_t depth,
                       void *param, unsigned prio, TaskHandle_t *out);
QueueHandle_t xQueueCreate(unsigned n, unsigned size);
BaseType_t xQueueReceive(QueueHandle_t q, void *buf, uint32_t ticks);
BaseType_t xQueueSend(QueueHandle_t q, const void *item, uint32_t ticks);
BaseType_t xQueueSendFromISR(QueueHandle_t q, const void *item,
                             BaseType_t *woken);
void vTaskDelay(uint32_t);
void *pvPortMalloc(size_t n);
void vPortFree(void *);
typedef struct xCOMMAND_LINE_INPUT {
  const char *const pcCommand;
  const char *const pcHelpString;
  BaseType_t (*pxCommandInterpreter)(char *pcWriteBuffer,
                                     size_t xWriteBufferLen,
                                     const char *pcCommandString);
  int8_t cExpectedNumberOfParameters;
} CLI_Command_Definition_t;
BaseType_t FreeRTOS_CLIRegisterCommand(const CLI_Command_Definition_t *const p);
const char *FreeRTOS_CLIGetParameter(const char *pcCommandString,
                                     unsigned uxWantedParameter,
                                     BaseType_t *pxParameterStringLength);

#endif // FIRMCOP_TEST_PLATFORMS_LWIP_H
