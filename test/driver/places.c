// What SARIF says about a place: path below the root, columns in UTF-16 units,
// enclosing function, the line's hash, and no secret.
// RUN: %firmcop-tidy %s --export-sarif=%t.sarif --sarif-root=%test -- \
// RUN:     >/dev/null 2>&1
// RUN: FileCheck %s --input-file=%t.sarif

struct key;
int AES_set_encrypt_key(const unsigned char *, int, struct key *);

void start(struct key *K) {
  /* é𝄞 */ AES_set_encrypt_key((const unsigned char *)"s3cretvalue16byt", 128, K);
}

// CHECK-NOT: s3cretvalue
// CHECK: "fullyQualifiedName": "start"
// CHECK: "uri": "driver/places.c"
// CHECK: "endColumn": 74
// CHECK: "text": "\"s3***\""
// CHECK: "startColumn": 56
// CHECK: "startLine": 11
// CHECK: "primaryLocationLineHash": "{{[0-9a-f]+}}:1"
// CHECK-NOT: s3cretvalue
