// What globals hold when the program starts.
// RUN: %firmcop-tidy --dump-flow %s -- | FileCheck %s

typedef void (*Handler)(int);
static void one(int n) {}
struct Entry {
  const char *name;
  Handler handler;
  int level;
};

// CHECK-DAG: global @table@{{.*}} "table" record size 72 element 24 const
// CHECK-DAG: global @zero i32s size 4
// CHECK-DAG: global @function.count@{{.*}} "count" i32s size 4
// CHECK-DAG: declare global @elsewhere record element 1 model{{$}}
// CHECK: initialise {
// CHECK: [[FIRST:t[0-9]+]] = element ptr @table@{{.*}}, 0, 24
// CHECK: [[TEXT:t[0-9]+]] = copy ptr "one"
// CHECK: [[NAME:t[0-9]+]] = field ptr [[FIRST]], "Entry::name"
// CHECK: store ptr [[NAME]], [[TEXT]]
// CHECK: [[HANDLER:t[0-9]+]] = field ptr [[FIRST]], "Entry::handler"
// CHECK: store ptr [[HANDLER]], @one@
// Zeros are not stored.
// CHECK-NOT: "Entry::level"
// CHECK: element ptr @table@{{.*}}, 2, 24
// CHECK: field ptr t{{[0-9]+}}, "Entry::level"
// CHECK: store i32s t{{[0-9]+}}, 7
static const struct Entry table[] = {{"one", one, 0}, {}, [2] = {.level = 7}};

// CHECK: copy-from record @key, bytes "\x01\x02\x03", 16
const unsigned char key[16] = {1, 2, 3};

// CHECK: copy-from record @name, "abc", 8
char name[8] = "abc";

// CHECK: store ptr @pointer, t
int zero;
char *pointer = &name[1];

// CHECK: store ptr @literal, @literal.
struct Entry *literal = &(struct Entry){.level = 9};

// Numbers of more than a byte, as they are in memory.
// CHECK: copy-from record @rows, bytes "\x01\x00\x02\x00
unsigned short rows[3][8] = {{1, 2}, {3, 4, 5, 6, 7, 8, 9, 10}, {11}};

extern char elsewhere[];

// CHECK: store i32s @function.count@{{.*}}, 3
// CHECK-LABEL: function @function(
int function(void) {
  static int count = 3;
  // CHECK: copy-from record &buffer, bytes "x", 64
  char buffer[64] = {'x'};
  // CHECK-NOT: copy-from
  // CHECK: element ptr &pair, 1, 4
  int pair[2] = {1, 2};
  return count + elsewhere[0] + zero + buffer[0] + pair[1];
}
