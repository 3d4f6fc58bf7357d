unsigned char *MD5(const unsigned char *, unsigned long, unsigned char *);

static inline void digest(const unsigned char *Data, unsigned char *To) {
  /* a finding in a header */
  MD5(Data, 16, To);
}
