// RUN: %check %s -- -std=c11

// What comes after many loops in each other is analysed like the rest.

typedef unsigned long size_t;
typedef long ssize_t;
ssize_t recv(int s, void *buffer, size_t n, int flags);

static int gains[16];
int volume(int s);

int volume(int s) {
  int sum = 0, number;
  for (int a = 0; a < 4; a++)
    for (int b = 0; b < 4; b++)
      for (int c = 0; c < 4; c++)
        for (int d = 0; d < 4; d++)
          for (int e = 0; e < 4; e++)
            for (int f = 0; f < 4; f++)
              for (int g = 0; g < 4; g++)
                for (int h = 0; h < 4; h++)
                  sum += a ^ b ^ c ^ d ^ e ^ f ^ g ^ h;
  if (recv(s, &number, sizeof number, 0) != sizeof number)
    return -1;
  if (sum & 1)
    // negative: compared with the number of elements.
    return number >= 0 && number < 16 ? gains[number] : -1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The index into 'gains' is data that came over a network
  return gains[number];
}
