// RUN: %check %s -- -std=c11

typedef struct FILE FILE;
extern FILE *stdout;
FILE *fopen(const char *path, const char *mode);
FILE *popen(const char *command, const char *mode);
int fprintf(FILE *file, const char *format, ...);
int fputs(const char *text, FILE *file);
int nvs_set_str(unsigned handle, const char *key, const char *value);
void encrypt_password(char *password, const char *key);
void hash_with_salt(const char *password, char *hash);

void save(unsigned handle, const char *wifi_password, const char *text, const char *ssid) {
  // CHECK: :[[@LINE+1]]:3: warning: 'nvs_set_str' stores 'wifi_password' in cleartext; {{.*}} [firmcop-cleartext-credential-storage]
  nvs_set_str(handle, "net", wifi_password);
  // CHECK: :[[@LINE+1]]:3: warning: 'nvs_set_str' stores 'mqtt_password' in cleartext
  nvs_set_str(handle, "mqtt_password", text);
  nvs_set_str(handle, "ssid", ssid);
  nvs_set_str(handle, "mqtt_password", "");
}

void write(const char *user, const char *password) {
  FILE *file = fopen("/etc/lumen.conf", "w");
  // CHECK: :[[@LINE+1]]:3: warning: 'fprintf' stores 'password' in cleartext
  fprintf(file, "user=%s\npassword=%s\n", user, password);
  // CHECK: :[[@LINE+1]]:3: warning: 'fputs' stores 'password' in cleartext
  fputs(password, file);
}

// negative: hashed or encrypted before.
void protect(unsigned handle, char *password, const char *password_hash, const char *key) {
  nvs_set_str(handle, "password_hash", password_hash);
  encrypt_password(password, key);
  nvs_set_str(handle, "password", password);
}

// negative: what is not stored.
void show(const char *password) {
  FILE *pipe = popen("chpasswd", "w");
  fprintf(pipe, "root:%s\n", password);
  fputs(password, stdout);
}
