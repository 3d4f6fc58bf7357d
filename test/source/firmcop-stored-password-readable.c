// RUN: %check %s -- -std=c11

typedef unsigned long size_t;
typedef struct file FILE;
extern FILE *stdin;
char *fgets(char *to, int size, FILE *from);
int mosquitto_username_pw_set(void *client, const char *name, const char *password);
void decrypt_setting(char *text);
void toUpper(char *text);

static void join(void *client, const char *password) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The password that 'mosquitto_username_pw_set' is given is data read from a file or descriptor, used as it was stored; {{.*}} [firmcop-stored-password-readable]
  mosquitto_username_pw_set(client, "cam", password);
}

void stored(void *client, FILE *file) {
  char line[64];
  if (fgets(line, sizeof line, file))
    join(client, line);
}

// negative: decrypted, by a function of the program or of another library.
static void xor_decrypt(char *text, char key) {
  for (; *text; ++text)
    *text ^= key;
}
void sealed(void *client, FILE *file, char key) {
  char line[64];
  if (!fgets(line, sizeof line, file))
    return;
  decrypt_setting(line);
  mosquitto_username_pw_set(client, "cam", line);
  if (!fgets(line, sizeof line, file))
    return;
  xor_decrypt(line, key);
  mosquitto_username_pw_set(client, "cam", line);
}

// negative: somebody types it.
void typed(void *client) {
  char line[64];
  if (fgets(line, sizeof line, stdin))
    mosquitto_username_pw_set(client, "cam", line);
}
