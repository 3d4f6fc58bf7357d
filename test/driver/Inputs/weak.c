#include <stddef.h>

unsigned char *MD5(const unsigned char *Data, size_t Length,
                   unsigned char *Digest);

void digest(const unsigned char *Data, unsigned char *To) {
  MD5(Data, 16, To);
}
