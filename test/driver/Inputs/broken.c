#include "not-there.h"

int broken(void) { return 0; }
