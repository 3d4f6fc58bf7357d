#include "header.h"

int crash(void) {
  int *Nowhere = 0;
  return *Nowhere;
}
