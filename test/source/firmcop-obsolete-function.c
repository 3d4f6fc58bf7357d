// RUN: %check %s -- -std=c11

char *tmpnam(char *name);
char *mktemp(char *template);
int mkstemp(char *template);
char *getpass(const char *prompt);
char *getwd(char *buffer);
char *getcwd(char *buffer, unsigned long size);

void obsolete(char *buffer) {
  // CHECK: :[[@LINE+1]]:3: warning: 'tmpnam' names a temporary file that somebody else can create first; call mkstemp. [firmcop-obsolete-function]
  tmpnam(buffer);
  // CHECK: :[[@LINE+1]]:3: warning: 'mktemp' names a temporary file
  mktemp(buffer);
  // CHECK: :[[@LINE+1]]:3: warning: 'getwd' is not told the size
  getwd(buffer);
  // CHECK: :[[@LINE+1]]:20: warning: 'getpass' cuts long passwords
  char *password = getpass("Password: ");
  (void)password;
}

// negative: the successors.
void successors(char *buffer) {
  mkstemp(buffer);
  getcwd(buffer, 100);
}
