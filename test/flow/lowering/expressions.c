// Values, addresses, conversions and short circuits.
// RUN: %firmcop-tidy --dump-flow %s -- | FileCheck %s

struct Record {
  int first;
  unsigned bits : 3;
  union {
    int number;
    char text[4];
  };
  struct {
    int inner;
  };
  struct Record *next;
};

// CHECK-LABEL: function @arithmetic(
// CHECK: [[A:t[0-9]+]] = load i8s &a @[[#@LINE+9]]:28
// CHECK: cast i32u [[A]] [implicit]
// CHECK: load i32u &b
// CHECK: [[SUM:t[0-9]+]] = add i32u
// CHECK: [[SHIFT:t[0-9]+]] = shift-right i32u [[SUM]], 2
// CHECK: [[SHORT:t[0-9]+]] = cast i16u [[SHIFT]] @
// CHECK: [[RESULT:t[0-9]+]] = cast i64s [[SHORT]] [implicit]
// CHECK: return [[RESULT]]
long arithmetic(signed char a, unsigned b) {
  return (unsigned short)((a + b) >> 2);
}

// CHECK-LABEL: function @pointers(
// CHECK: [[P:t[0-9]+]] = load ptr &p
// CHECK: [[NEXT:t[0-9]+]] = element ptr [[P]], 1, 4
// CHECK: store ptr &p, [[NEXT]]
// CHECK: load i32s [[P]]
// CHECK: element ptr t{{[0-9]+}}, t{{[0-9]+}}, 4 [index]
// CHECK: [[N:t[0-9]+]] = load i32s &n
// CHECK: [[MINUS:t[0-9]+]] = negate i32s [[N]] [implicit]
// CHECK: element ptr t{{[0-9]+}}, [[MINUS]], 4 @
// CHECK: [[BYTES:t[0-9]+]] = subtract i64s t{{[0-9]+}}, t{{[0-9]+}}
// CHECK: divide i64s [[BYTES]], 4 [implicit]
// CHECK: equal ptr t{{[0-9]+}}, 0
long pointers(int *p, int n, int *end) {
  int x = *p++;
  x = p[n];
  p = p - n;
  return x + (end - p) + (p == 0);
}

// CHECK-LABEL: function @fields(
// CHECK: [[NEXT:t[0-9]+]] = field ptr t{{[0-9]+}}, "Record::next"
// CHECK: [[P:t[0-9]+]] = load ptr [[NEXT]]
// CHECK: [[BITS:t[0-9]+]] = field ptr [[P]], "Record::bits"
// CHECK: cast i3u t{{[0-9]+}} [implicit]
// CHECK: store i3u [[BITS]]
// Members of a union share a place; those of an anonymous structure do not.
// CHECK: [[TEXT:t[0-9]+]] = field ptr t{{[0-9]+}}, "Record::*2"
// CHECK: element ptr [[TEXT]], 1, 1 [index]
// CHECK: field ptr t{{[0-9]+}}, "Record::*2"
// CHECK: field ptr t{{[0-9]+}}, "Record::inner"
int fields(struct Record *r, int n) {
  r->next->bits = n;
  r->text[1] = 0;
  return r->number + r->inner;
}

// CHECK-LABEL: function @truth(
// CHECK: branch t{{[0-9]+}} ? [[SECOND:b[0-9]+]] : [[NO:b[0-9]+]]
// CHECK: [[SECOND]]:
// CHECK: branch t{{[0-9]+}} ? [[YES:b[0-9]+]] : [[NO]]
// CHECK: [[YES]]:
// CHECK: store i32s &[[T:[0-9]+]], 1
// CHECK: [[NO]]:
// CHECK: store i32s &[[T]], 0
// CHECK: load i32s &[[T]]
int truth(int a, int b) {
  int both = a > 1 && b;
  return both;
}

// What an answer says of the operands is told apart.
// CHECK-LABEL: function @answer(
// CHECK: return 1
// CHECK: return 0
int answer(int a, int b) { return a > 1 && b; }

// CHECK-LABEL: function @choice(
// CHECK: store ptr &2, t{{[0-9]+}}
// CHECK: [[TEXT:t[0-9]+]] = copy ptr "none" @[[#@LINE+3]]:59+
// CHECK: store ptr &2, [[TEXT]]
// CHECK: load ptr &2
const char *choice(const char *p, int n) { return n ? p : "none"; }

// CHECK-LABEL: function @records(
// CHECK: copy-from record &local, bytes "", 24
// CHECK: copy-from record t{{[0-9]+}}, &local, 24
// CHECK: return &local
struct Record records(struct Record *to) {
  struct Record local = {0};
  *to = local;
  return local;
}

// A constant of the language is a number.
// CHECK-LABEL: function @constants(
// CHECK: b0:
// CHECK-NEXT: return 65 @
int constants(void) {
  int array[10];
  return sizeof array + 'A' - ((1 << 3) | 32);
}

// CHECK-LABEL: function @statement(
// CHECK: store i32s &t, t{{[0-9]+}}
// CHECK: [[T:t[0-9]+]] = load i32s &t
// CHECK: multiply i32s [[T]], 2
int statement(int n) {
  return ({
    int t = n;
    t * 2;
  });
}

// CHECK-LABEL: function @changed(
// CHECK: [[OLD:t[0-9]+]] = load i8u &c
// CHECK: [[WIDE:t[0-9]+]] = cast i32s [[OLD]] [implicit]
// CHECK: [[SUM:t[0-9]+]] = add i32s [[WIDE]]
// CHECK: [[NEW:t[0-9]+]] = cast i8u [[SUM]] [implicit]
// CHECK: store i8u &c, [[NEW]]
unsigned char changed(unsigned char c, int n) { return c += n; }

// A part of what a function returns.
// CHECK-LABEL: function @part(
// CHECK: [[RECORD:t[0-9]+]] = call record @records(
// CHECK: copy-from record &[[COPY:[0-9]+]], [[RECORD]], 24
// CHECK: [[FIELD:t[0-9]+]] = field ptr &[[COPY]], "Record::first"
// CHECK: load i32s [[FIELD]]
int part(struct Record *r) { return records(r).first; }
