//===- binscan/adapters/OpenSsl.h - What its files share --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For the files OpenSsl*.cpp alone, which are the only ones that know OpenSSL.
// No function of theirs throws, writes anywhere or asks the terminal for a
// password, and the error queue is empty when one returns.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_ADAPTERS_OPENSSL_H
#define FIRMCOP_BINSCAN_ADAPTERS_OPENSSL_H

#include "binscan/KeyMaterial.h"

#include <memory>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

namespace firmcop::binscan::openssl {

template <auto Free> struct Deleter {
  template <class T> void operator()(T *Pointer) const { Free(Pointer); }
};
template <class T, auto Free> using Owned = std::unique_ptr<T, Deleter<Free>>;

using OwnedKey = Owned<EVP_PKEY, EVP_PKEY_free>;
using OwnedKeyContext = Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using OwnedCertificate = Owned<X509, X509_free>;

/// Empties the error queue of the thread when a function ends.
struct ErrorGuard {
  ~ErrorGuard() { ERR_clear_error(); }
};

/// Longest DER that is read as a key or a certificate.
inline constexpr std::uint64_t MaxDer = 1u << 20;

/// Kind, size and fingerprint of a key.
KeyFacts factsOf(EVP_PKEY *Key);

/// An X.509 certificate in DER; null if it is none.
OwnedCertificate parseCertificate(Bytes Der);

} // namespace firmcop::binscan::openssl

#endif // FIRMCOP_BINSCAN_ADAPTERS_OPENSSL_H
