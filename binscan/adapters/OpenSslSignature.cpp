//===- binscan/adapters/OpenSslSignature.cpp - Signatures -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Signature.h"
#include "binscan/adapters/OpenSsl.h"

#include <algorithm>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

using namespace firmcop;
using namespace firmcop::binscan;
using namespace firmcop::binscan::openssl;

namespace {

/// Longer numbers are no keys of this world, and take long to compute with.
constexpr std::uint64_t MaxModulus = 2048;

const EVP_MD *functionOf(HashKind Kind) {
  switch (Kind) {
  case HashKind::Md5:
    return EVP_md5();
  case HashKind::Sha1:
    return EVP_sha1();
  case HashKind::Sha256:
    return EVP_sha256();
  case HashKind::Sha384:
    return EVP_sha384();
  case HashKind::Sha512:
    return EVP_sha512();
  }
  return EVP_sha256();
}

/// What one of OpenSSL's encoders wrote, which is then freed.
std::string takeEncoding(unsigned char *Out, int Size) {
  std::string Text;
  if (Size > 0)
    Text.assign(reinterpret_cast<const char *>(Out),
                static_cast<std::size_t>(Size));
  OPENSSL_free(Out);
  return Text;
}

std::string encoded(EVP_PKEY *Key, const char *Structure) {
  unsigned char *Out = nullptr;
  const int Size = std::string_view(Structure) == "PKCS1"
                       ? i2d_PublicKey(Key, &Out)
                       : i2d_PUBKEY(Key, &Out);
  return takeEncoding(Out, Size);
}

std::optional<PublicKey> describeKey(const OwnedKey &Key) {
  if (!Key || EVP_PKEY_get_bits(Key.get()) > int(MaxModulus) * 8)
    return std::nullopt;
  PublicKey Read;
  Read.Der = encoded(Key.get(), "SPKI");
  if (Read.Der.empty())
    return std::nullopt;
  Read.Facts = factsOf(Key.get());
  if (EVP_PKEY_get_base_id(Key.get()) == EVP_PKEY_RSA)
    Read.Pkcs1Fingerprint =
        fingerprintOf(Bytes(std::string_view(encoded(Key.get(), "PKCS1"))));
  return Read;
}

OwnedKey parseKey(Bytes Der) {
  const unsigned char *At = Der.data();
  const long Size = static_cast<long>(Der.size());
  OwnedKey Key(d2i_PUBKEY(nullptr, &At, Size));
  if (Key)
    return Key;
  At = Der.data();
  return OwnedKey(d2i_PublicKey(EVP_PKEY_RSA, nullptr, &At, Size));
}

/// A key of numbers that are not encoded.
OwnedKey keyOf(const char *Type, OSSL_PARAM_BLD *Builder) {
  const Owned<OSSL_PARAM, OSSL_PARAM_free> Values(
      OSSL_PARAM_BLD_to_param(Builder));
  const OwnedKeyContext Context(
      EVP_PKEY_CTX_new_from_name(nullptr, Type, nullptr));
  EVP_PKEY *Key = nullptr;
  if (Values && Context && EVP_PKEY_fromdata_init(Context.get()) == 1)
    EVP_PKEY_fromdata(Context.get(), &Key, EVP_PKEY_PUBLIC_KEY, Values.get());
  return OwnedKey(Key);
}

/// r and s behind each other as the sequence that OpenSSL wants.
std::string sequenceOf(Bytes Plain) {
  const Owned<ECDSA_SIG, ECDSA_SIG_free> Pair(ECDSA_SIG_new());
  const int Half = static_cast<int>(Plain.size() / 2);
  BIGNUM *R = BN_bin2bn(Plain.data(), Half, nullptr);
  BIGNUM *S = BN_bin2bn(Plain.data() + Half, Half, nullptr);
  if (!Pair || !R || !S || ECDSA_SIG_set0(Pair.get(), R, S) != 1) {
    BN_free(R);
    BN_free(S);
    return {};
  }
  unsigned char *Out = nullptr;
  const int Size = i2d_ECDSA_SIG(Pair.get(), &Out);
  return takeEncoding(Out, Size);
}

} // namespace

std::vector<std::uint8_t> binscan::digestOf(HashKind Kind,
                                            std::span<const Bytes> Parts) {
  const ErrorGuard Guard;
  const Owned<EVP_MD_CTX, EVP_MD_CTX_free> Context(EVP_MD_CTX_new());
  std::vector<std::uint8_t> Digest(EVP_MAX_MD_SIZE);
  unsigned Size = 0;
  if (!Context ||
      EVP_DigestInit_ex(Context.get(), functionOf(Kind), nullptr) != 1)
    return {};
  for (const Bytes Part : Parts)
    EVP_DigestUpdate(Context.get(), Part.data(), Part.size());
  EVP_DigestFinal_ex(Context.get(), Digest.data(), &Size);
  Digest.resize(Size);
  return Digest;
}

std::optional<PublicKey> binscan::readPublicKey(Bytes Der) {
  const ErrorGuard Guard;
  return Der.size() > MaxDer ? std::nullopt : describeKey(parseKey(Der));
}

std::optional<PublicKey> binscan::readCertificateKey(Bytes Der) {
  const ErrorGuard Guard;
  const OwnedCertificate Parsed = parseCertificate(Der);
  return Parsed ? describeKey(OwnedKey(X509_get_pubkey(Parsed.get())))
                : std::nullopt;
}

std::optional<PublicKey> binscan::rsaPublicKey(Bytes Modulus,
                                               std::uint64_t Exponent) {
  const ErrorGuard Guard;
  if (Modulus.size() == 0 || Modulus.size() > MaxModulus)
    return std::nullopt;
  const Owned<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free> Builder(
      OSSL_PARAM_BLD_new());
  const Owned<BIGNUM, BN_free> N(
      BN_bin2bn(Modulus.data(), static_cast<int>(Modulus.size()), nullptr));
  const Owned<BIGNUM, BN_free> E(BN_new());
  if (!Builder || !N || !E || BN_set_word(E.get(), Exponent) != 1 ||
      OSSL_PARAM_BLD_push_BN(Builder.get(), OSSL_PKEY_PARAM_RSA_N, N.get()) !=
          1 ||
      OSSL_PARAM_BLD_push_BN(Builder.get(), OSSL_PKEY_PARAM_RSA_E, E.get()) !=
          1)
    return std::nullopt;
  return describeKey(keyOf("RSA", Builder.get()));
}

std::optional<PublicKey> binscan::ecPublicKey(std::string_view Curve, Bytes X,
                                              Bytes Y) {
  const ErrorGuard Guard;
  constexpr std::uint64_t MaxCoordinate = 66;
  if (X.size() != Y.size() || X.size() == 0 || X.size() > MaxCoordinate)
    return std::nullopt;
  const std::string Name(Curve);
  std::string Point = "\x04";
  Point += X.text();
  Point += Y.text();
  const Owned<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free> Builder(
      OSSL_PARAM_BLD_new());
  if (!Builder ||
      OSSL_PARAM_BLD_push_utf8_string(Builder.get(), OSSL_PKEY_PARAM_GROUP_NAME,
                                      Name.c_str(), Name.size()) != 1 ||
      OSSL_PARAM_BLD_push_octet_string(Builder.get(), OSSL_PKEY_PARAM_PUB_KEY,
                                       Point.data(), Point.size()) != 1)
    return std::nullopt;
  return describeKey(keyOf("EC", Builder.get()));
}

std::optional<PublicKey> binscan::ed25519PublicKey(Bytes Point) {
  const ErrorGuard Guard;
  return describeKey(OwnedKey(EVP_PKEY_new_raw_public_key(
      EVP_PKEY_ED25519, nullptr, Point.data(), Point.size())));
}

bool binscan::verifies(const PublicKey &Key, SignatureScheme Scheme,
                       HashKind Hash, Bytes Digest, Bytes Signature) {
  const ErrorGuard Guard;
  const OwnedKey Parsed = parseKey(Bytes(std::string_view(Key.Der)));
  const bool IsRsa =
      Scheme == SignatureScheme::RsaPkcs1 || Scheme == SignatureScheme::RsaPss;
  if (!Parsed || EVP_PKEY_get_base_id(Parsed.get()) !=
                     (IsRsa ? EVP_PKEY_RSA : EVP_PKEY_EC))
    return false;
  const OwnedKeyContext Context(
      EVP_PKEY_CTX_new_from_pkey(nullptr, Parsed.get(), nullptr));
  if (!Context || EVP_PKEY_verify_init(Context.get()) != 1 ||
      EVP_PKEY_CTX_set_signature_md(Context.get(), functionOf(Hash)) != 1)
    return false;
  if (IsRsa && EVP_PKEY_CTX_set_rsa_padding(Context.get(),
                                            Scheme == SignatureScheme::RsaPss
                                                ? RSA_PKCS1_PSS_PADDING
                                                : RSA_PKCS1_PADDING) != 1)
    return false;
  if (Scheme == SignatureScheme::RsaPss &&
      EVP_PKEY_CTX_set_rsa_pss_saltlen(Context.get(), RSA_PSS_SALTLEN_AUTO) !=
          1)
    return false;
  std::string Sequence;
  if (Scheme == SignatureScheme::EcdsaPlain) {
    Sequence = sequenceOf(Signature);
    Signature = Bytes(std::string_view(Sequence));
  }
  return EVP_PKEY_verify(Context.get(), Signature.data(), Signature.size(),
                         Digest.data(), Digest.size()) == 1;
}

bool binscan::verifiesEd25519(const PublicKey &Key, Bytes Message,
                              Bytes Signature) {
  const ErrorGuard Guard;
  const OwnedKey Parsed = parseKey(Bytes(std::string_view(Key.Der)));
  const Owned<EVP_MD_CTX, EVP_MD_CTX_free> Context(EVP_MD_CTX_new());
  return Parsed && Context &&
         EVP_PKEY_get_base_id(Parsed.get()) == EVP_PKEY_ED25519 &&
         EVP_DigestVerifyInit(Context.get(), nullptr, nullptr, nullptr,
                              Parsed.get()) == 1 &&
         EVP_DigestVerify(Context.get(), Signature.data(), Signature.size(),
                          Message.data(), Message.size()) == 1;
}
