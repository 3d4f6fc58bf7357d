//===- device/base/libcrypto3.c - Stand-in for an OpenSSL 3.5 library ---*- C
//-*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
const char *OpenSSL_version(int type) {
  return type == 0 ? "OpenSSL 3.5.4 30 Sep 2025" : "not available";
}
