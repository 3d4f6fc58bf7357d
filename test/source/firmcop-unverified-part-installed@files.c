// RUN: %check %s -- -std=c11

// Files by their names, verified by a command or by a function.

int system(const char *Command);
int verify_image_signature(const char *Path, const char *Signature);

int otherFile(void) {
  if (system("openssl dgst -sha256 -verify /etc/release.pem -signature /tmp/fw.sig /tmp/fw.bin") != 0)
    return -1;
  // CHECK: :[[@LINE+1]]:10: warning: 'system' runs a command that writes an image to flash memory, but the data was not part of what 'system' verified; {{.+}} [firmcop-unverified-part-installed]
  return system("mtd write /tmp/update/new.bin firmware");
}
int otherFileByName(void) {
  if (verify_image_signature("/tmp/a.bin", "/tmp/a.sig") != 0)
    return -1;
  // CHECK: :[[@LINE+1]]:10: warning: 'system' runs a command that writes an image to flash memory, but the data was not part of what 'verify_image_signature' verified;
  return system("flashcp /tmp/b.bin /dev/mtd3");
}

// negative: the same file.
int sameFile(void) {
  if (system("openssl dgst -sha256 -verify /etc/release.pem -signature /tmp/fw.sig /tmp/fw.bin") != 0)
    return -1;
  return system("mtd write /tmp/fw.bin firmware");
}
int sameFileByName(void) {
  if (verify_image_signature("/tmp/a.bin", "/tmp/a.sig") != 0)
    return -1;
  return system("flashcp -v /tmp/a.bin /dev/mtd3");
}
