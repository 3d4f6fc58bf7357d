// Statements as blocks.
// RUN: %firmcop-tidy --dump-flow %s -- > %t
// RUN: FileCheck %s < %t
// What is printed can be read again, and is well formed.
// RUN: %firmcop-flow --print %t | diff %t -

void use(int);
void stop(void) __attribute__((noreturn));

// CHECK-LABEL: function @loops(
// CHECK: store i32s &i, 0
// CHECK: jump [[TEST:b[0-9]+]]
// CHECK: [[TEST]]:
// CHECK: less i32s
// CHECK: branch t{{[0-9]+}} ? [[BODY:b[0-9]+]] : [[END:b[0-9]+]] [loop]
// CHECK: [[BODY]]:
// CHECK: branch t{{[0-9]+}} ? [[STEP:b[0-9]+]] : [[NOT:b[0-9]+]]
// CHECK: [[NOT]]:
// CHECK: branch t{{[0-9]+}} ? [[END]] : [[CALL:b[0-9]+]]
// CHECK: [[CALL]]:
// CHECK: call @use
// CHECK: jump [[STEP]]
// CHECK: [[STEP]]:
// CHECK: add i32s
// CHECK: jump [[TEST]]
// CHECK: [[END]]:
// CHECK: return
void loops(int n) {
  for (int i = 0; i < n; i++) {
    if (i == 3)
      continue;
    if (i == 5)
      break;
    use(i);
  }
}

// CHECK-LABEL: function @late(
// CHECK: jump [[BODY:b[0-9]+]]
// CHECK: [[BODY]]:
// CHECK: call @use
// CHECK: branch t{{[0-9]+}} ? [[BODY]] : b{{[0-9]+}} [loop]
void late(int n) {
  do {
    use(n);
  } while (--n);
}

// The branch of an endless loop's last statement is the loop's condition.
// CHECK-LABEL: function @endless(
// CHECK: jump [[BODY:b[0-9]+]]
// CHECK: [[BODY]]:
// CHECK: call @use
// CHECK: [[OVER:t[0-9]+]] = greater i32s
// CHECK: [[GOON:t[0-9]+]] = not i1u [[OVER]] [implicit]
// CHECK: branch [[GOON]] ? [[BODY]] : b{{[0-9]+}} [loop]
void endless(int n) {
  for (;;) {
    use(n++);
    if (n > 9)
      break;
  }
}

// CHECK-LABEL: function @choices(
// CHECK: [[LOW:t[0-9]+]] = greater-equal i32s [[N:t[0-9]+]], 100
// CHECK: less-equal i32s [[N]], 9999
// CHECK: branch t{{[0-9]+}} ? [[FAR:b[0-9]+]] :
// CHECK: switch [[N]] { 1: [[ONE:b[0-9]+]], 2: [[TWO:b[0-9]+]], 3: [[TWO]], default: [[DEFAULT:b[0-9]+]] }
// CHECK: [[ONE]]:
// CHECK: store i32s &declared, 1
// CHECK: jump [[TWO]]
// CHECK: [[TWO]]:
// CHECK: call @use(2)
// CHECK: [[FAR]]:
// CHECK: call @use(3)
// CHECK: [[DEFAULT]]:
// CHECK: call @stop()
// CHECK-NEXT: unreachable
void choices(int n) {
  switch (n) {
    int declared;
  case 1:
    declared = 1;
  case 2 ... 3:
    use(2);
    break;
  case 100 ... 9999:
    use(3);
    break;
  default:
    stop();
  }
}

// CHECK-LABEL: function @jumps(
// CHECK: jump [[AGAIN:b[0-9]+]]
// CHECK: [[AGAIN]]:
// CHECK: branch t{{[0-9]+}} ? [[OUT:b[0-9]+]] : [[REST:b[0-9]+]]
// CHECK: [[REST]]:
// CHECK: jump [[AGAIN]]
// CHECK: [[OUT]]:
// CHECK: return 1
int jumps(int n) {
again:
  if (n == 0)
    goto out;
  n--;
  goto again;
out:
  return 1;
}

// CHECK-LABEL: function @computed(
// CHECK: switch t{{[0-9]+}} { 1: b{{[0-9]+}}, default: b{{[0-9]+}} }
int computed(int n) {
  void *to[] = {&&one, &&two};
  goto *to[n];
one:
  return 1;
two:
  return 2;
}

// What an 'asm' writes is not known; one without text changes nothing.
// CHECK-LABEL: function @assembly(
// CHECK-NOT: unknown
// CHECK: [[R:t[0-9]+]] = unknown i32s
// CHECK: store i32s &n, [[R]]
// CHECK-NOT: unknown
// CHECK: return
int assembly(int n) {
  __asm__ volatile("" : "+r"(n) : : "memory");
  __asm__("nop" : "=r"(n));
  return n;
}

// CHECK-LABEL: function @variable(
// CHECK: local array record element 4
// CHECK: [[SIZE:t[0-9]+]] = multiply i64u t{{[0-9]+}}, 4 [implicit]
// CHECK: call ptr @alloca([[SIZE]])
void variable(int n) {
  int array[n];
  use(array[0]);
}

// CHECK-LABEL: function @cleaned(
// CHECK: branch
// CHECK: call @release(&p)
// CHECK-NEXT: return
// CHECK: call @release(&p)
// CHECK-NEXT: return
void release(int *p) {}
void cleaned(int n) {
  int p __attribute__((cleanup(release))) = 3;
  if (n)
    return;
  use(n);
}
