// RUN: %check %s -- -std=c11

typedef unsigned mode_t;
int open(const char *path, int flags, ...);
int creat(const char *path, mode_t mode);
int chmod(const char *path, mode_t mode);
int fchmod(int fd, mode_t mode);
int mkdir(const char *path, mode_t mode);
mode_t umask(mode_t mask);
int snprintf(char *s, unsigned long n, const char *format, ...);
#define S_IRUSR 0400
#define S_IWUSR 0200
#define S_IRGRP 0040
#define S_IROTH 0004
#define O_CREAT 0100

//===--- Found ------------------------------------------------------------===//

int newKey(void) {
  // CHECK: :[[@LINE+1]]:10: warning: '/data/device.key' has mode 0644, which lets every user of the device read the secret; use mode 0600 {{.+}} [firmcop-secret-file-too-open]
  return open("/data/device.key", O_CREAT, S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH);
}

int byVariable(const char *WifiPasswordFile, const char *private_key) {
  // CHECK: :[[@LINE+1]]:10: warning: 'private_key' has mode 0666, which lets every user of the device read the secret
  return creat(private_key, 0666);
}

int byFormat(int Unit) {
  char Path[64];
  snprintf(Path, sizeof Path, "/data/%d/wifi_password", Unit);
  // CHECK: :[[@LINE+1]]:10: warning: '/data/%d/wifi_password' has mode 0604,
  return open(Path, O_CREAT, 0604);
}

void changeable(int Fd) {
  // CHECK: :[[@LINE+1]]:3: warning: '/etc/lamp.conf' has mode 0666, which lets every user of the device change it
  chmod("/etc/lamp.conf", 0666);
  // CHECK: :[[@LINE+1]]:3: warning: 'fchmod' has mode 0777, which lets every user of the device change it
  fchmod(Fd, 0777);
  // CHECK: :[[@LINE+1]]:3: warning: '/etc/shadow' has mode 0644, which lets every user of the device read the secret
  chmod("/etc/shadow", 0644);
}

void daemonise(void) {
  // CHECK: :[[@LINE+1]]:3: warning: 'umask' has a mask of 0, which leaves new files open to every user of the device
  umask(0);
  // CHECK: :[[@LINE+1]]:3: warning: '/var/run/lamp' has mode 0777, which lets every user of the device change it
  mkdir("/var/run/lamp", 0777);
}

//===--- Not found --------------------------------------------------------===//

void closed(int Fd, mode_t Mode, const char *Path) {
  open("/data/device.key", O_CREAT, S_IRUSR | S_IWUSR);
  open("/etc/shadow", 0);
  creat("/data/device.key", 0640);
  chmod("/data/device.key", 0600);
  fchmod(Fd, 0755);
  chmod(Path, Mode);
}

// What the mask takes away is not granted.
void ordinary(void) {
  creat("/var/log/lamp.log", 0666);
  mkdir("/var/lib/lamp", 0777);
  open("/etc/ssl/server.crt", O_CREAT, 0644);
  open("/etc/lamp_public.key", O_CREAT, 0644);
  open("/etc/passwd", O_CREAT, 0644);
}

// Meant for everybody.
void shared(void) {
  chmod("/var/tmp/lamp", 01777);
  chmod("/var/run/lamp.sock", 0666);
  chmod("/dev/ttyS1", 0666);
}

void exactMode(void) {
  umask(0);
  mkdir("/home/guest", 0755);
}

mode_t currentMask(void) {
  mode_t Mask = umask(0);
  umask(Mask);
  umask(077);
  return Mask;
}
