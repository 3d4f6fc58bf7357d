// What a file is for the flow core; what is printed is well formed.
// RUN: %firmcop-tidy --dump-flow %s -- > %t.flow
// RUN: FileCheck %s --input-file=%t.flow
// RUN: %firmcop-flow --print %t.flow | diff %t.flow -

long read(int, void *, unsigned long);
char line[100];

// CHECK: unit "{{.*}}dump-flow.c"
// CHECK: global @line
// CHECK: function @first
int first(void) {
  // CHECK: call i64s @read(0, @line, 99)
  read(0, line, 99);
  return line[0];
}
