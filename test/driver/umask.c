// The mask is off where a mode was asked for, in a program that makes no files
// here; and as a matter of course.
// RUN: %firmcop-tidy %s --export-sarif=%t.sarif --fail-on=none -- -w \
// RUN:     > /dev/null 2> /dev/null
// RUN: python3 %test/driver/Inputs/results.py %t.sarif | FileCheck %s
typedef unsigned mode_t;
mode_t umask(mode_t mask);
void detach(void) {
  // CHECK-DAG: firmcop-secret-file-too-open {{[a-z]+}} warning umask.c:[[@LINE+1]]
  umask(0);
}
mode_t modeOf(const char *text) {
  if (text)
    // CHECK-DAG: firmcop-secret-file-too-open {{[a-z]+}} note umask.c:[[@LINE+1]]
    umask(0);
  return 0666;
}
