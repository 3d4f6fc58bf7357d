// RUN: %check %s -- -std=c11

typedef unsigned int mode_t;
int chmod(const char *path, mode_t mode);
mode_t umask(mode_t mask);

void weak(void) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'chmod' has permissions that let every user {{.+}}; use mode 0600 {{.+}} [firmcop-secret-file-too-open]
  chmod("/data/device.key", 0666);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'umask' has {{.+}} [firmcop-secret-file-too-open]
  umask(0);
}

// Negative: modes that keep others from writing.
void safe(mode_t mode) {
  chmod("/data/device.key", 0600);
  chmod("/usr/bin/tool", 0755);
  umask(077);
  chmod("/data/other", mode);
}
