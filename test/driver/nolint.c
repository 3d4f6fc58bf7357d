// A suppressed finding is not shown and fails nothing. In SARIF it is there, with
// its suppression, so that it can be reviewed.
// RUN: %firmcop-tidy %s --export-sarif=%t.sarif -- 2>/dev/null > %t.txt
// RUN: FileCheck %s --input-file=%t.txt
// RUN: python3 %test/driver/Inputs/results.py %t.sarif > %t.results
// RUN: FileCheck %s --check-prefix=SARIF --input-file=%t.results
// RUN: grep -c '"kind": "inSource"' %t.sarif | grep '^6$'

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

// SARIF: firmcop-weak-hash fail warning nolint.c:13{{$}}
// SARIF-NEXT: firmcop-weak-hash fail warning nolint.c:14 suppressed
// SARIF-NEXT: firmcop-weak-hash fail warning nolint.c:15 suppressed
// SARIF-NEXT: firmcop-weak-hash fail warning nolint.c:16 suppressed
// SARIF-NEXT: firmcop-weak-hash fail warning nolint.c:18 suppressed
// SARIF-NEXT: firmcop-weak-hash fail warning nolint.c:20 suppressed
// SARIF-NEXT: firmcop-weak-hash fail warning nolint.c:22 suppressed
// SARIF-NEXT: firmcop-weak-hash fail warning nolint.c:25{{$}}
// SARIF-NOT: firmcop-weak-hash
