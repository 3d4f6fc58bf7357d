// A suppressed finding is in no output.
// RUN: %firmcop-tidy %s --export-sarif=%t.sarif -- 2>/dev/null > %t.txt
// RUN: FileCheck %s --input-file=%t.txt
// RUN: FileCheck %s --check-prefix=SARIF --input-file=%t.sarif

unsigned char *MD5(const unsigned char *, unsigned long, unsigned char *);

void digest(const unsigned char *D, unsigned char *To) {
  // CHECK: :[[@LINE+1]]:3: warning: 'MD5'
  MD5(D, 1, To);
  MD5(D, 2, To); // NOLINT
  MD5(D, 3, To); // NOLINT(firmcop-weak-hash)
  MD5(D, 4, To); // NOLINT(firmcop-*)
  // NOLINTNEXTLINE
  MD5(D, 5, To);
  // NOLINTNEXTLINE(firmcop-*)
  MD5(D, 6, To);
  // NOLINTBEGIN(firmcop-weak-hash)
  MD5(D, 7, To);
  // NOLINTEND(firmcop-weak-hash)
  // CHECK: :[[@LINE+1]]:3: warning: 'MD5'
  MD5(D, 8, To); // NOLINT(bugprone-*)
}
// CHECK-NOT: warning:

// SARIF-COUNT-2: "ruleId": "firmcop-weak-hash"
// SARIF-NOT: "ruleId": "firmcop-weak-hash"
