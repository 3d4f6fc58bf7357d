// RUN: %check %s -- -std=c11

typedef struct FILE FILE;
FILE *fopen(const char *path, const char *mode);
int remove(const char *path);
int nvs_open(const char *space, int mode, unsigned *handle);
int nvs_erase_all(unsigned handle);
int nvs_commit(unsigned handle);
enum { NVS_READONLY, NVS_READWRITE };
#define USERS "/data/users.db"

void save(unsigned *handle) {
  nvs_open("wifi", NVS_READWRITE, handle);
  nvs_open("owner", NVS_READWRITE, handle);
  nvs_open("factory", NVS_READONLY, handle);
  fopen(USERS, "w");
  fopen("/data/history/energy.csv", "a");
  fopen("/tmp/scratch", "w");
  fopen("/etc/hosts", "r");
}

static void forget_users(void) { remove(USERS); }

// CHECK: :[[@LINE+2]]:6: warning: The reset in 'factory_reset' does not erase '/data/history/energy.csv'
// CHECK: :[[@LINE+1]]:6: warning: The reset in 'factory_reset' does not erase 'owner', {{.*}} [firmcop-incomplete-factory-reset]
void factory_reset(void) {
  unsigned handle;
  nvs_open("wifi", NVS_READWRITE, &handle);
  nvs_erase_all(handle);
  nvs_commit(handle);
  forget_users();
}
