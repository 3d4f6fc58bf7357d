// What has errors is left out, the rest is lowered.
// RUN: not %firmcop-tidy --dump-flow %s -- 2>/dev/null | FileCheck %s

void run(const char *);

// CHECK: unit "{{.*}}errors.c" incomplete
// CHECK-LABEL: function @partly(
// CHECK: call @run(t{{[0-9]+}})
// CHECK: branch t{{[0-9]+}} ?
// CHECK: call @run(t{{[0-9]+}})
// CHECK: return
void partly(const char *text) {
  missing_type *value = missing(text);
  run(text);
  if (value->field > 3)
    text += value->offset;
  run(text);
}
