// RUN: %check %s -- -std=c11 -DCONFIG_BOOT_SIGNATURE_TYPE_NONE=1

// MCUboot verifies nothing with this option.

int boot_request_upgrade(int permanent);
int psa_verify_message(unsigned key, unsigned alg, const unsigned char *input,
                       unsigned long input_length,
                       const unsigned char *signature,
                       unsigned long signature_length);

// CHECK: :[[@LINE+1]]:35: warning: 'boot_request_upgrade' makes an image the one that boots next, but no signature is verified; {{.+}} [firmcop-unverified-update-install]
int requestUpgrade(void) { return boot_request_upgrade(1); }

// Negative: the application verifies.
int requestVerified(const unsigned char *Image, unsigned long Len,
                    const unsigned char *Sig) {
  if (psa_verify_message(1, 0, Image, Len, Sig, 64) != 0)
    return -1;
  return boot_request_upgrade(1);
}
