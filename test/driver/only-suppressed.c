// A rule whose findings are all suppressed has not passed either.
// RUN: %firmcop-tidy %s --export-sarif=%t.sarif -- 2>/dev/null
// RUN: not grep '"ruleId": "firmcop-weak-hash"' %t.sarif
// RUN: grep '"ruleId": "firmcop-weak-cipher"' %t.sarif

unsigned char *MD5(const unsigned char *, unsigned long, unsigned char *);

void digest(const unsigned char *D, unsigned char *To) {
  MD5(D, 1, To); // NOLINT
}
