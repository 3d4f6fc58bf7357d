// RUN: %check %s -- -std=c11

typedef struct evp_md_st EVP_MD;
typedef struct mbedtls_md_info_t mbedtls_md_info_t;
typedef enum {
  MBEDTLS_MD_NONE,
  MBEDTLS_MD_MD5,
  MBEDTLS_MD_SHA256
} mbedtls_md_type_t;
const EVP_MD *EVP_md5(void);
const EVP_MD *EVP_sha1(void);
const EVP_MD *EVP_sha256(void);
const EVP_MD *EVP_get_digestbyname(const char *name);
const mbedtls_md_info_t *mbedtls_md_info_from_type(mbedtls_md_type_t type);
int mbedtls_sha1(const unsigned char *input, unsigned long length,
                 unsigned char output[20]);
int mbedtls_sha256(const unsigned char *input, unsigned long length,
                   unsigned char output[32], int is224);

const EVP_MD *md5(void) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'EVP_md5' uses MD5, {{.+}}; use SHA-256 or stronger. [firmcop-weak-hash]
  return EVP_md5();
}

const EVP_MD *sha1(void) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'EVP_sha1' uses SHA-1
  return EVP_sha1();
}

const EVP_MD *byName(void) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'EVP_get_digestbyname' uses MD5
  return EVP_get_digestbyname("md5");
}

const mbedtls_md_info_t *byType(void) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'mbedtls_md_info_from_type' uses MD5
  return mbedtls_md_info_from_type(MBEDTLS_MD_MD5);
}

int oneShot(const unsigned char *image, unsigned long length) {
  unsigned char digest[20];
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'mbedtls_sha1' uses SHA-1
  return mbedtls_sha1(image, length, digest);
}

// negative: a current hash, by function, by name and by type.
const EVP_MD *sha256(void) { return EVP_sha256(); }
const EVP_MD *sha256ByName(void) { return EVP_get_digestbyname("sha256"); }
const mbedtls_md_info_t *sha256ByType(void) {
  return mbedtls_md_info_from_type(MBEDTLS_MD_SHA256);
}
int sha256OneShot(const unsigned char *image, unsigned long length) {
  unsigned char digest[32];
  return mbedtls_sha256(image, length, digest, 0);
}

// negative: a name or type that is only known at run time may be a good one.
const EVP_MD *unknown(const char *name) { return EVP_get_digestbyname(name); }
const mbedtls_md_info_t *unknownType(mbedtls_md_type_t type) {
  return mbedtls_md_info_from_type(type);
}

// negative: the product's own function with a similar name.
static int my_md5_sum(int value) { return value; }
int similar(void) { return my_md5_sum(1); }

// negative: accepted, with the reason where it stands.
const EVP_MD *fixedByProtocol(void) {
  return EVP_sha1(); // NOLINT(firmcop-weak-hash): RFC 6455 asks for SHA-1
}
