// include/soc.h - What a platform declares, cut down
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FIRMCOP_TEST_PLATFORMS_SOC_H
#define FIRMCOP_TEST_PLATFORMS_SOC_H

#include <stdint.h>
#define REG_WRITE(_r, _v) (*(volatile uint32_t *)(uintptr_t)(_r)) = (_v)
#define REG_READ(_r) (*(volatile uint32_t *)(uintptr_t)(_r))

#endif // FIRMCOP_TEST_PLATFORMS_SOC_H
