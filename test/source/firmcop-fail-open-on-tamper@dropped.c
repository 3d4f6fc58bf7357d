// RUN: %check %s -- -std=c11

// A checksum that cannot be read is not stored, and nobody asks.

typedef unsigned long size_t;
struct package {
  const char *sha256, *name;
};
char *from_hex(const char *text, size_t *size);
char *keep(struct package *to, const char *bytes, size_t size);
int starts_with(const char *line, const char *word);

char *package_set_sha256(struct package *to, const char *text) {
  size_t size;
  char *bytes = from_hex(text, &size);
  if (!bytes || size != 32)
    // CHECK: :[[@LINE+1]]:5: warning: The program goes on without the value that 'package_set_sha256' refuses, since 'parse_line' does not ask whether it was stored; {{.+}} [firmcop-fail-open-on-tamper]
    return (char *)0;
  return keep(to, bytes, size);
}

// negative: who calls this one asks.
int package_set_signature(struct package *to, const char *text) {
  size_t size;
  char *bytes = from_hex(text, &size);
  if (!bytes || size != 64)
    return -1;
  keep(to, bytes, size);
  return 0;
}

// negative: what is kept is no checksum, and what is no keeper.
int package_set_name(struct package *to, const char *text) {
  if (!*text)
    return -1;
  to->name = text;
  return 0;
}
int show_sha256(struct package *of, int where) {
  if (!of->sha256)
    return -1;
  return where;
}

int parse_line(struct package *to, const char *line) {
  if (starts_with(line, "Sum: "))
    package_set_sha256(to, line + 5);
  else if (starts_with(line, "Signature: "))
    return package_set_signature(to, line + 11);
  else
    package_set_name(to, line);
  show_sha256(to, 1);
  return 0;
}

// negative: what another one has kept was accepted when it came.
char *bundle_set_sha256(struct package *to, const char *text) {
  size_t size;
  char *bytes = from_hex(text, &size);
  if (!bytes || size != 32)
    return (char *)0;
  return keep(to, bytes, size);
}
const char *bundle_get_sha256(const struct package *of) { return of->sha256; }
void merge(struct package *to, const struct package *from) {
  if (!bundle_get_sha256(to))
    bundle_set_sha256(to, bundle_get_sha256(from));
}
