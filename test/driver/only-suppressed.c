// A rule whose findings are all suppressed has neither failed nor passed.
// RUN: %firmcop-tidy %s --export-sarif=%t.sarif --fail-on=note -- 2>/dev/null | count 0
// RUN: python3 %test/driver/Inputs/results.py %t.sarif > %t.results
// RUN: FileCheck %s --input-file=%t.results
// RUN: grep '"ruleId": "firmcop-weak-cipher"' %t.sarif

unsigned char *MD5(const unsigned char *, unsigned long, unsigned char *);

void digest(const unsigned char *D, unsigned char *To) {
  MD5(D, 1, To); // NOLINT
}

// CHECK-NOT: firmcop-weak-hash pass
// CHECK: firmcop-weak-hash fail warning only-suppressed.c:10 suppressed
// CHECK-NOT: firmcop-weak-hash
