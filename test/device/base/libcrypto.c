//===- device/base/libcrypto.c - Stand-in for an OpenSSL 1.0.2 library ----*- C
//-*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
const char *SSLeay_version(int type) {
  return type == 0 ? "OpenSSL 1.0.2u  20 Dec 2019" : "not available";
}
