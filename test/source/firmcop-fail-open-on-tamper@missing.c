// RUN: %check %s -- -std=c11

// What is compared only where there is something to compare with.

#include <string.h>

char *listed_sha256(const char *Name);
char *file_sha256(const char *Path);
int unpack(const char *Path);
int printf(const char *format, ...);

int install_package(const char *Name, const char *Path) {
  char *expected_sha256 = listed_sha256(Name);
  // CHECK: :[[@LINE+1]]:7: warning: The program goes on where 'expected_sha256' is missing, without the comparison with it; {{.+}} [firmcop-fail-open-on-tamper]
  if (expected_sha256) {
    char *actual_sha256 = file_sha256(Path);
    if (actual_sha256 && strcmp(actual_sha256, expected_sha256)) {
      printf("wrong checksum");
      return -1;
    }
  }
  return unpack(Path);
}

// negative: a missing checksum is refused, before or beside; the outcome only
// chooses a message; and what is compared is no digest.
int install_strict(const char *Name, const char *Path) {
  char *expected_sha256 = listed_sha256(Name);
  char *actual_sha256 = file_sha256(Path);
  if (!expected_sha256)
    return -1;
  if (actual_sha256 != NULL) {
    if (strcmp(actual_sha256, expected_sha256) != 0)
      return -1;
  } else {
    return -1;
  }
  return unpack(Path);
}
int install_logged(const char *Name, const char *Path) {
  char *expected_sha256 = listed_sha256(Name), *actual_sha256 = file_sha256(Path);
  if (expected_sha256)
    if (strcmp(actual_sha256, expected_sha256) != 0)
      printf("another one");
  return unpack(Path);
}
int install_named(const char *Name, const char *Path) {
  char *expected = listed_sha256(Name), *actual = file_sha256(Path);
  if (expected)
    if (strcmp(actual, expected) != 0)
      return -1;
  return unpack(Path);
}
int compare_all(const char *Name, const char *Path) {
  char *expected_sha256 = listed_sha256(Name), *actual_sha256 = file_sha256(Path);
  if (expected_sha256)
    if (strcmp(actual_sha256, expected_sha256) != 0)
      return -1;
  return unpack(Path);
}
