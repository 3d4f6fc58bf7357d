// RUN: %check %s -- -std=c11

// A command verifies, or does not.

int system(const char *Command);

int unheeded(void) {
  system("wget -O /tmp/fw.bin https://updates.example.com/fw.bin");
  // CHECK: :[[@LINE+1]]:10: warning: 'system' runs a command that writes an image to flash memory, but no signature is verified; {{.+}} [firmcop-unverified-update-install]
  return system("mtd write /tmp/fw.bin firmware");
}

// negative: the command ends with 0 for a good signature.
int verified(void) {
  if (system("usign -V -m /tmp/fw.bin -p /etc/release.pub") != 0)
    return -1;
  return system("mtd write /tmp/fw.bin firmware");
}
