#!/bin/sh
# Answers as a cross GCC does, and writes down what it was asked.
echo "$@" >> ROOT/asked
cat >&2 <<END
Target: xtensa-esp32-elf
#include "..." search starts here:
#include <...> search starts here:
 ROOT/lib/gcc/xtensa-esp32-elf/12/include
 ROOT/lib/gcc/xtensa-esp32-elf/12/../../../../sysroot/include
End of search list.
END
cat <<END
#define __GNUC__ 77
#define __XTENSA__ 1
#define XCHAL_HAVE_MPU 7
#define __INT_MAX__ 5
END
