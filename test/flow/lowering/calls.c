// Calls, with what models know functions by.
// RUN: %firmcop-tidy --dump-flow %s -- | FileCheck %s

#include <stdarg.h>
typedef unsigned long size_t;
typedef void (*Handler)(int);
struct Pair {
  int a, b;
};

// CHECK-DAG: declare @memcpy model{{$}}
// CHECK-DAG: declare @sprintf model variadic 2 format 1
// CHECK-DAG: declare @log_it model variadic 2 format 1
// CHECK-DAG: declare @fail model noreturn
int log_it(int level, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void fail(void) __attribute__((noreturn));

// Nobody's library knows a function that is static in the main file.
// CHECK: function @local@{{.*}}/calls.c(pair ptr) i32s "local" at
// CHECK: [[FROM:t[0-9]+]] = load ptr &0
// CHECK: copy-from record &1, [[FROM]], 8
static int local(struct Pair pair) { return pair.a; }

// CHECK-LABEL: function @builtins(
// CHECK: call ptr @memcpy(t{{[0-9]+}}, t{{[0-9]+}}, t{{[0-9]+}})
// CHECK: call ptr @memcpy(t{{[0-9]+}}, t{{[0-9]+}}, 4)
// CHECK: [[FORMAT:t[0-9]+]] = copy ptr "%s"
// CHECK: call i32s @sprintf(t{{[0-9]+}}, [[FORMAT]], t{{[0-9]+}})
// CHECK-NOT: expect
// CHECK: branch
// CHECK: call @fail()
// CHECK-NEXT: unreachable
void builtins(char *to, const char *from, size_t n) {
  __builtin_memcpy(to, from, n);
  __builtin___memcpy_chk(to, from, 4, __builtin_object_size(to, 0));
  __builtin___sprintf_chk(to, 0, 9, "%s", from);
  if (__builtin_expect(n > 4, 0))
    fail();
  log_it(1, "x");
}

// CHECK-LABEL: function @through(
// CHECK: [[F:t[0-9]+]] = load ptr &f
// CHECK: call [[F]](3)
// CHECK: call i32s @local@{{.*}}(&pair)
int through(Handler f) {
  struct Pair pair = {1, 2};
  (*f)(3);
  return local(pair);
}

// CHECK-LABEL: function @variadic(first i32s size 4, ...) i32s
// CHECK: call i32s @va_arg(
int variadic(int first, ...) {
  va_list rest;
  va_start(rest, first);
  int n = va_arg(rest, int);
  va_end(rest);
  return n;
}

// CHECK-LABEL: function @atomics(
// CHECK: [[OLD:t[0-9]+]] = load i32s t{{[0-9]+}}
// CHECK: [[NEW:t[0-9]+]] = add i32s [[OLD]], 2
// CHECK: store i32s t{{[0-9]+}}, [[NEW]]
// CHECK: load i32s t{{[0-9]+}}
int atomics(int *p) {
  __sync_fetch_and_add(p, 2);
  return __atomic_load_n(p, 0);
}
