// Objects: their beginning, their end, and what is called between.
// RUN: %firmcop-tidy --dump-flow %s -- -std=c++17 > %t
// RUN: FileCheck %s < %t
// What is printed can be read again, and is well formed.
// RUN: %firmcop-flow --print %t | diff %t -

void run(const char *);

namespace device {

class Sink {
public:
  virtual ~Sink() {}
  virtual void take(char *data) = 0;
};

class Shell : public Sink {
public:
  Shell(int n) : number(n) {}
  ~Shell() override { run("bye"); }
  void take(char *data) override { run(data); }
  int number;
  int other = 7;
};

} // namespace device

struct Pair {
  int a, b;
};

struct Guard {
  Guard(int *p) : p(p) { ++*p; }
  ~Guard() { --*p; }
  int *p;
};

template <class T> T twice(T value) { return value + value; }
template <class T> T unused(T value) { return value; }

// CHECK: override @_ZN6device5ShellD1Ev, @_ZN6device4SinkD1Ev
// CHECK: override @_ZN6device5Shell4takeEPc, @_ZN6device4Sink4takeEPc

// CHECK-LABEL: function @_ZN6device5ShellD1Ev(
// CHECK: call @_Z3runPKc(
// CHECK: call @_ZN6device4SinkD1Ev(t0) [method]
// CHECK: return

// CHECK-LABEL: function @_ZN6device5ShellC1Ei(this ptr, n i32s size 4) void "Shell::Shell" model "device::Shell::Shell"
// CHECK: [[THIS:t[0-9]+]] = load ptr &this
// CHECK: call @_ZN6device4SinkC1Ev([[THIS]]) [method]
// CHECK: [[NUMBER:t[0-9]+]] = field ptr [[THIS]], "Shell::number"
// CHECK: store i32s [[NUMBER]]
// CHECK: [[OTHER:t[0-9]+]] = field ptr [[THIS]], "Shell::other"
// CHECK: store i32s [[OTHER]], 7

// A reference is a pointer.
// CHECK-LABEL: function @_Z9referenceRiRK4Pair(
// CHECK: [[PAIR:t[0-9]+]] = load ptr &pair
// CHECK: [[A:t[0-9]+]] = field ptr [[PAIR]], "Pair::a"
// CHECK: [[V:t[0-9]+]] = load i32s [[A]]
// CHECK: [[N:t[0-9]+]] = load ptr &n
// CHECK: store i32s [[N]], [[V]]
void reference(int &n, const Pair &pair) { n = pair.a; }

// Destructors run on every way out.
// CHECK-LABEL: function @_Z4waysi(
// CHECK: call @_ZN5GuardC1EPi(&g, &n) [method]
// CHECK: call @_ZN5GuardC1EPi(&h, &n) [method]
// CHECK: branch t{{[0-9]+}} ? [[BREAK:b[0-9]+]] : [[ON:b[0-9]+]]
// CHECK: [[BREAK]]:
// CHECK-NEXT: call @_ZN5GuardD1Ev(&h) [method]
// CHECK-NEXT: jump [[END:b[0-9]+]]
// CHECK: [[RESULT:t[0-9]+]] = call i32s @_Z5twiceIiET_S0_(
// CHECK-NEXT: call @_ZN5GuardD1Ev(&h) [method]
// CHECK-NEXT: call @_ZN5GuardD1Ev(&g) [method]
// CHECK-NEXT: return [[RESULT]]
// CHECK: call @_ZN5GuardD1Ev(&h) [method]
// CHECK: [[END]]:
// CHECK-NEXT: call @_ZN5GuardD1Ev(&g) [method]
// CHECK-NEXT: return 0
int ways(int n) {
  Guard g(&n);
  for (;;) {
    Guard h(&n);
    if (n == 1)
      break;
    if (n == 2)
      return twice(n);
  }
  return 0;
}

// CHECK-LABEL: function @_Z6calledPci(
// CHECK: [[SHELL:t[0-9]+]] = call ptr @_Znwm(16)
// CHECK: call @_ZN6device5ShellC1Ei([[SHELL]], 4) [method]
// CHECK: store ptr &sink, [[SHELL]]
// CHECK: call @_ZN6device4Sink4takeEPc(t{{[0-9]+}}, t{{[0-9]+}}) [virtual] [method]
// CHECK: call @_ZN6device4SinkD1Ev(t{{[0-9]+}}) [virtual] [method]
// CHECK: call @_ZdlPv
// The class of a variable is known.
// CHECK: call @_ZN6device5Shell4takeEPc(&shell, t{{[0-9]+}}) [method] @
// CHECK: [[SIZE:t[0-9]+]] = cast i64u t{{[0-9]+}} [implicit]
// CHECK: call ptr @_Znam([[SIZE]])
void called(char *data, int n) {
  device::Sink *sink = new device::Shell(4);
  sink->take(data);
  delete sink;
  device::Shell shell(3);
  shell.take(data);
  char *array = new char[n];
  delete[] array;
}

// CHECK-LABEL: function @_Z8capturedi(
// CHECK: [[REF:t[0-9]+]] = field ptr &add, "classes.cpp:[[#@LINE+7]]::0"
// CHECK: store ptr [[REF]], &n
// CHECK: [[COPY:t[0-9]+]] = field ptr &add, "classes.cpp:[[#@LINE+5]]::1"
// CHECK: store i32s [[COPY]], t{{[0-9]+}}
// CHECK: call i32s @{{.*}}clEi@{{.*}}(&add, 2) [method]
int captured(int n) {
  int m = n;
  auto add = [&n, m](int k) { return n + m + k; };
  return add(2);
}

// Without captures, a lambda is a function as any other, too.
// CHECK-LABEL: function @_Z6handedv(
// CHECK: [[F:t[0-9]+]] = call ptr @[[CONVERT:.*cvPFviEEv@[^(]*]](
// CHECK: call @_Z5visitPFviE([[F]])
void visit(void (*f)(int));
void handed() {
  visit([](int n) { run(n ? "a" : "b"); });
}

// CHECK-LABEL: function @_Z7guardedi(
// CHECK: [[THROWN:t[0-9]+]] = unknown i1u
// CHECK: branch [[THROWN]] ? [[CATCH:b[0-9]+]] : b{{[0-9]+}}
// CHECK: branch t{{[0-9]+}} ? [[CATCH]] :
int guarded(int n) {
  try {
    if (n)
      throw 3;
    run("no");
  } catch (int e) {
    return e;
  }
  return 0;
}

// CHECK: function @_Z5twiceIiET_S0_(value i32s size 4) i32s "twice" model weak
// CHECK: function @{{.*}}clEi@{{.*}}(this ptr, k i32s size 4) i32s "lambda"
// CHECK: [[REF:t[0-9]+]] = field ptr t0, "classes.cpp:{{[0-9]+}}::0"
// CHECK: load ptr [[REF]]
// CHECK: function @[[CONVERT]](
// CHECK: return @[[INVOKE:.*__invokeEi@.*classes.cpp]] @
// CHECK: function @[[INVOKE]](n i32s size 4) void "lambda"
// CHECK: [[N:t[0-9]+]] = load i32s &n
// CHECK: call @{{.*}}clEi@{{.*}}(&1, [[N]]) [method]
// CHECK-NEXT: return @
// CHECK-NOT: @_Z6unused
