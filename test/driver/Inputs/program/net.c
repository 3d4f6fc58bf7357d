#include "run.h"

long recv(int, void *, unsigned long, int);

int serve(int Socket) {
  char Line[100];
  recv(Socket, Line, 99, 0);
  openFile(Line);
  openQuietly(Line);
  return 0;
}
