// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "zephyr.h"
/* BLE service: a name, a blob written in pieces, an entry of a table */
static char name[24];
static uint8_t blob[128];
static struct {
  int16_t low, high;
} limits[4];
static ssize_t write_name(struct bt_conn *conn, const struct bt_gatt_attr *attr,
                          const void *buf, uint16_t len, uint16_t offset,
                          uint8_t flags) {
  // finds input: firmcop-unchecked-length
  memcpy(name, buf, len);
  // finds input: firmcop-unchecked-index
  name[len] = '\0';
  return len;
}
static ssize_t write_name_ok(struct bt_conn *conn,
                             const struct bt_gatt_attr *attr, const void *buf,
                             uint16_t len, uint16_t offset, uint8_t flags) {
  if (offset != 0)
    return BT_GATT_ERR(BT_ATT_ERR_INVALID_OFFSET);
  if (len >= sizeof(name))
    return BT_GATT_ERR(BT_ATT_ERR_INVALID_ATTRIBUTE_LEN);
  memcpy(name, buf, len);
  name[len] = '\0';
  return len;
}
static ssize_t write_blob(struct bt_conn *conn, const struct bt_gatt_attr *attr,
                          const void *buf, uint16_t len, uint16_t offset,
                          uint8_t flags) {
  uint8_t *value = attr->user_data;
  if (len > sizeof(blob))
    return BT_GATT_ERR(BT_ATT_ERR_INVALID_ATTRIBUTE_LEN);
  // finds input: firmcop-unchecked-length
  memcpy(value + offset, buf, len);
  return len;
}
static ssize_t write_blob_ok(struct bt_conn *conn,
                             const struct bt_gatt_attr *attr, const void *buf,
                             uint16_t len, uint16_t offset, uint8_t flags) {
  uint8_t *value = attr->user_data;
  if (offset + len > sizeof(blob))
    return BT_GATT_ERR(BT_ATT_ERR_INVALID_OFFSET);
  memcpy(value + offset, buf, len);
  return len;
}
static ssize_t write_limit(struct bt_conn *conn,
                           const struct bt_gatt_attr *attr, const void *buf,
                           uint16_t len, uint16_t offset, uint8_t flags) {
  const uint8_t *p = buf;
  if (len != 5)
    return BT_GATT_ERR(BT_ATT_ERR_INVALID_ATTRIBUTE_LEN);
  // finds input: firmcop-unchecked-index
  limits[p[0]].low = (int16_t)sys_get_le16(p + 1);
  limits[p[0] & 3].high = (int16_t)sys_get_le16(p + 3);
  return len;
}
static struct bt_gatt_attr attrs[] = {
    {.write = write_name, .user_data = name},
    {.write = write_name_ok, .user_data = name},
    {.write = write_blob, .user_data = blob},
    {.write = write_blob_ok, .user_data = blob},
    {.write = write_limit},
};
static struct bt_gatt_service service = {attrs, ARRAY_SIZE(attrs)};
int ble_init(void) {
  // finds credentials: firmcop-hardcoded-credential
  bt_passkey_set(246810);
  return bt_gatt_service_register(&service);
}
int ble_init_ok(void) {
  uint32_t key;
  if (sys_csrand_get(&key, sizeof key))
    return -EIO;
  bt_passkey_set(key % 1000000);
  return bt_gatt_service_register(&service);
}
