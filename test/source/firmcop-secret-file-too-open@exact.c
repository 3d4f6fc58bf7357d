// RUN: %check %s -- -std=c11

// A program that creates device nodes turns the mask off to give them exactly
// the modes it is told.

typedef unsigned mode_t;
int mknod(const char *path, mode_t mode, unsigned long dev);
int chmod(const char *path, mode_t mode);
mode_t umask(mode_t mask);

static int make(const char *Path, mode_t Mode) {
  return mknod(Path, Mode, 0x101);
}

// Negative.
int makeAll(mode_t Mode) {
  umask(0);
  return make("/dev/lamp", Mode);
}

// CHECK: :[[@LINE+1]]:27: warning: '/etc/lamp.conf' has mode 0666, {{.+}} [firmcop-secret-file-too-open]
int openUp(void) { return chmod("/etc/lamp.conf", 0666); }
