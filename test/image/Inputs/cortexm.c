// A program for a microcontroller: a vector table, handlers, pointers to code.
__attribute__((noinline)) static int twice(int Value) { return Value * 2; }
__attribute__((noinline)) static int thrice(int Value) { return Value * 3; }
static int (*const Operations[])(int) = {twice, thrice};
static volatile int State;
static const char Banner[] = "bare metal lamp 1.0";

static void idle(void) {
  for (;;)
    ;
}

static void reset(void) {
  for (unsigned I = 0; I != 2; ++I)
    State = Operations[State & 1](State) + Banner[I];
  idle();
}

__attribute__((section(".vectors"), used)) static void (*const Vectors[32])(void) = {
    (void (*)(void))STACK, reset, idle, idle, idle, idle, idle, 0, 0, 0, 0, idle, idle, 0, idle, idle,
    idle, idle, idle, idle, idle, idle, idle, idle, idle, idle, idle, idle, idle, idle, idle, idle};
