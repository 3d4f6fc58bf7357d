#include <stdint.h>
#define REG_WRITE(_r, _v) (*(volatile uint32_t *)(uintptr_t)(_r)) = (_v)
#define REG_READ(_r) (*(volatile uint32_t *)(uintptr_t)(_r))
