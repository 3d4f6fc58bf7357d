// RUN: %check %s -- -std=c11

typedef struct cJSON {
  struct cJSON *next;
  char *valuestring;
  int valueint;
} cJSON;
cJSON *cJSON_Parse(const char *text);
cJSON *cJSON_GetObjectItem(const cJSON *object, const char *name);
char *cJSON_GetStringValue(const cJSON *item);
int cJSON_IsNumber(const cJSON *item);
int strcmp(const char *a, const char *b);
char *strcpy(char *d, const char *s);
int atoi(const char *s);
int check(const cJSON *item);

int direct(const cJSON *root) {
  // CHECK: :[[@LINE+1]]:10: warning: The result of 'cJSON_GetObjectItem' is used without a test, {{.*}} [firmcop-unchecked-parser-result]
  return cJSON_GetObjectItem(root, "port")->valueint;
}
int kept(const char *text) {
  cJSON *root = cJSON_Parse(text);
  // CHECK: :[[@LINE+1]]:17: warning: The result of 'cJSON_GetObjectItem' is used without a test
  cJSON *item = cJSON_GetObjectItem(root, "port");
  return item->valueint;
}
int assigned(const cJSON *root) {
  cJSON *item;
  // CHECK: :[[@LINE+1]]:10: warning: The result of 'cJSON_GetObjectItem' is used without a test
  item = cJSON_GetObjectItem(root, "mode");
  if (item->valueint > 3)
    return 1;
  return 0;
}
int read(const cJSON *item, char *out) {
  // CHECK: :[[@LINE+1]]:14: warning: The result of 'cJSON_GetStringValue' is used without a test
  if (strcmp(cJSON_GetStringValue(item), "on") == 0)
    return 1;
  // CHECK: :[[@LINE+1]]:15: warning: The result of 'cJSON_GetStringValue' is used without a test
  strcpy(out, cJSON_GetStringValue(item));
  // CHECK: :[[@LINE+1]]:15: warning: The result of 'cJSON_GetStringValue' is used without a test
  return atoi(cJSON_GetStringValue(item));
}

// negative: tested in some way, or handed to who tests.
int tested(const cJSON *root) {
  cJSON *item = cJSON_GetObjectItem(root, "port");
  if (!item)
    return -1;
  return item->valueint;
}
int typed(const cJSON *root) {
  cJSON *item = cJSON_GetObjectItem(root, "port");
  return cJSON_IsNumber(item) ? item->valueint : 0;
}
int elsewhere(const cJSON *root) {
  cJSON *item = cJSON_GetObjectItem(root, "port");
  if (check(item))
    return item->valueint;
  return check(cJSON_GetObjectItem(root, "mode"));
}
const char *nested(const cJSON *root) {
  return cJSON_GetStringValue(cJSON_GetObjectItem(root, "name"));
}

// negative: which type it is was asked for.
typedef struct json_object json_object;
enum json_type { json_type_null, json_type_string };
enum json_type json_object_get_type(const json_object *object);
const char *json_object_get_string(json_object *object);
char *strcpy(char *to, const char *from);
void textOf(json_object *object, char *to) {
  enum json_type type = json_object_get_type(object);
  if (type == json_type_string)
    strcpy(to, json_object_get_string(object));
}
void anyOf(json_object *object, json_object *other, char *to) {
  if (json_object_get_type(other) == json_type_string)
    // CHECK: :[[@LINE+1]]:16: warning: The result of 'json_object_get_string' is used without a test
    strcpy(to, json_object_get_string(object));
}

// negative: what a function of the program was told to give is of that type.
json_object *field(json_object *of, const char *name, enum json_type type);
int bridged(json_object *of) {
  json_object *found = field(of, "bridge", json_type_string);
  return !found || !strcmp(json_object_get_string(found), "0");
}
int anything(json_object *found) {
  // CHECK: :[[@LINE+1]]:18: warning: The result of 'json_object_get_string' is used without a test
  return !strcmp(json_object_get_string(found), "0");
}
