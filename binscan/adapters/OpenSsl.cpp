//===- binscan/adapters/OpenSsl.cpp - Keys and certificates -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads DER; what surrounds the DER is KeyMaterial.cpp's.
//
//===----------------------------------------------------------------------===//

#include "binscan/adapters/OpenSsl.h"
#include "binscan/adapters/Digest.h"

#include <ctime>
#include <openssl/asn1.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/objects.h>
#include <openssl/pkcs12.h>
#include <openssl/sha.h>
#include <openssl/x509v3.h>

using namespace firmcop;
using namespace firmcop::binscan;
using namespace firmcop::binscan::openssl;

namespace {

using OwnedStore = Owned<PKCS12, PKCS12_free>;

std::string digest(const unsigned char *Data, std::size_t Size) {
  unsigned char Sum[SHA256_DIGEST_LENGTH];
  SHA256(Data, Size, Sum);
  static constexpr char Digits[] = "0123456789abcdef";
  std::string Text;
  for (unsigned char Byte : Sum) {
    Text += Digits[Byte >> 4];
    Text += Digits[Byte & 15];
  }
  return Text;
}

/// Whether the modulus is the product of the primes. OpenSSL's own check proves
/// that they are prime, which takes seconds for large keys and tells no more
/// about whether these bytes are a key.
bool isRsaKeyPair(EVP_PKEY *Key) {
  const auto Number = [&](const char *Name) {
    BIGNUM *Value = nullptr;
    EVP_PKEY_get_bn_param(Key, Name, &Value);
    return Owned<BIGNUM, BN_clear_free>(Value);
  };
  const auto Modulus = Number(OSSL_PKEY_PARAM_RSA_N);
  const auto First = Number(OSSL_PKEY_PARAM_RSA_FACTOR1);
  const auto Second = Number(OSSL_PKEY_PARAM_RSA_FACTOR2);
  const Owned<BIGNUM, BN_clear_free> Product(BN_new());
  const Owned<BN_CTX, BN_CTX_free> Context(BN_CTX_new());
  return Modulus && First && Second && Product && Context &&
         BN_mul(Product.get(), First.get(), Second.get(), Context.get()) == 1 &&
         BN_cmp(Product.get(), Modulus.get()) == 0 && !BN_is_zero(First.get());
}

bool isKeyPair(EVP_PKEY *Key) {
  if (EVP_PKEY_get_base_id(Key) == EVP_PKEY_RSA)
    return isRsaKeyPair(Key);
  const Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free> Context(
      EVP_PKEY_CTX_new_from_pkey(nullptr, Key, nullptr));
  return Context && EVP_PKEY_pairwise_check(Context.get()) == 1;
}

std::int64_t secondsOf(const ASN1_TIME *Time) {
  std::tm Fields = {};
  if (!Time || ASN1_TIME_to_tm(Time, &Fields) != 1)
    return 0;
  return timegm(&Fields);
}

std::string nameOf(X509_NAME *Name) {
  char Text[256] = "";
  if (X509_NAME_get_text_by_NID(Name, NID_commonName, Text, sizeof(Text)) <= 0)
    X509_NAME_oneline(Name, Text, sizeof(Text));
  std::string Printable;
  for (const char *C = Text; *C; ++C)
    Printable += *C >= 0x20 && *C < 0x7f ? *C : '?';
  return Printable;
}

/// The bags of a store that are not encrypted as a whole; keys lie there, each
/// encrypted on its own.
std::optional<PrivateKey> keyIn(const STACK_OF(PKCS12_SAFEBAG) * Bags) {
  for (int I = 0; I < sk_PKCS12_SAFEBAG_num(Bags); ++I) {
    const PKCS12_SAFEBAG *Bag = sk_PKCS12_SAFEBAG_value(Bags, I);
    const int Type = PKCS12_SAFEBAG_get_nid(Bag);
    if (Type != NID_keyBag && Type != NID_pkcs8ShroudedKeyBag)
      continue;
    PrivateKey Found;
    Found.Format = "PKCS #12";
    Owned<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free> Decrypted;
    const PKCS8_PRIV_KEY_INFO *Plain = nullptr;
    if (Type == NID_keyBag) {
      Plain = PKCS12_SAFEBAG_get0_p8inf(Bag);
    } else {
      // An empty password is how a store without one is written.
      Decrypted.reset(PKCS12_decrypt_skey(Bag, "", 0));
      Plain = Decrypted.get();
    }
    const OwnedKey Key(Plain ? EVP_PKCS82PKEY(Plain) : nullptr);
    Found.IsEncrypted = !Key;
    if (Key)
      Found.Key = factsOf(Key.get());
    return Found;
  }
  return std::nullopt;
}

} // namespace

KeyFacts openssl::factsOf(EVP_PKEY *Key) {
  KeyFacts Facts;
  switch (EVP_PKEY_get_base_id(Key)) {
  case EVP_PKEY_RSA:
  case EVP_PKEY_RSA_PSS:
    Facts.Kind = "RSA";
    break;
  case EVP_PKEY_EC:
    Facts.Kind = "EC";
    break;
  case EVP_PKEY_DSA:
    Facts.Kind = "DSA";
    break;
  case EVP_PKEY_ED25519:
    Facts.Kind = "Ed25519";
    break;
  case EVP_PKEY_X25519:
    Facts.Kind = "X25519";
    break;
  default:
    if (const char *Name = EVP_PKEY_get0_type_name(Key))
      Facts.Kind = Name;
  }
  Facts.Bits = static_cast<unsigned>(EVP_PKEY_get_bits(Key));
  unsigned char *Encoded = nullptr;
  const int Size = i2d_PUBKEY(Key, &Encoded);
  if (Size > 0)
    Facts.Fingerprint = digest(Encoded, static_cast<std::size_t>(Size));
  OPENSSL_free(Encoded);
  return Facts;
}

OwnedCertificate openssl::parseCertificate(Bytes Der) {
  if (Der.size() > MaxDer)
    return nullptr;
  const unsigned char *At = Der.data();
  return OwnedCertificate(
      d2i_X509(nullptr, &At, static_cast<long>(Der.size())));
}

std::string binscan::fingerprintOf(Bytes Data) {
  return digest(Data.data(), Data.size());
}

std::optional<KeyFacts> binscan::readPrivateKey(Bytes Der) {
  const ErrorGuard Guard;
  if (Der.size() > MaxDer)
    return std::nullopt;
  const unsigned char *At = Der.data();
  const OwnedKey Key(
      d2i_AutoPrivateKey(nullptr, &At, static_cast<long>(Der.size())));
  if (!Key || !isKeyPair(Key.get()))
    return std::nullopt;
  return factsOf(Key.get());
}

static std::string derOf(const X509_NAME *Name) {
  const unsigned char *Der = nullptr;
  std::size_t Size = 0;
  if (X509_NAME_get0_der(Name, &Der, &Size) != 1)
    return {};
  return std::string(reinterpret_cast<const char *>(Der), Size);
}

std::optional<CertificateFacts> binscan::readCertificate(Bytes Der) {
  const ErrorGuard Guard;
  if (Der.size() > MaxDer)
    return std::nullopt;
  const unsigned char *At = Der.data();
  const OwnedCertificate Parsed(
      d2i_X509(nullptr, &At, static_cast<long>(Der.size())));
  if (!Parsed)
    return std::nullopt;
  CertificateFacts Facts;
  Facts.Subject = nameOf(X509_get_subject_name(Parsed.get()));
  Facts.SubjectName = derOf(X509_get_subject_name(Parsed.get()));
  Facts.IssuerName = derOf(X509_get_issuer_name(Parsed.get()));
  const std::uint32_t Usage = X509_get_key_usage(Parsed.get());
  Facts.IsForSigning = Usage != UINT32_MAX && (Usage & KU_KEY_CERT_SIGN) != 0;
  Facts.NotBefore = secondsOf(X509_get0_notBefore(Parsed.get()));
  Facts.NotAfter = secondsOf(X509_get0_notAfter(Parsed.get()));
  int Hash = NID_undef;
  if (X509_get_signature_info(Parsed.get(), &Hash, nullptr, nullptr, nullptr) ==
          1 &&
      Hash != NID_undef)
    Facts.SignatureHash = OBJ_nid2sn(Hash);
  if (EVP_PKEY *Key = X509_get0_pubkey(Parsed.get()))
    Facts.Key = factsOf(Key);
  Facts.IsAuthority = X509_check_ca(Parsed.get()) > 0;
  Facts.IsSelfSigned = X509_NAME_cmp(X509_get_subject_name(Parsed.get()),
                                     X509_get_issuer_name(Parsed.get())) == 0;
  Facts.Fingerprint =
      digest(Der.data(), static_cast<std::size_t>(At - Der.data()));
  return Facts;
}

std::optional<PrivateKey> binscan::readKeyStore(Bytes Der) {
  const ErrorGuard Guard;
  if (Der.size() > MaxDer)
    return std::nullopt;
  const unsigned char *At = Der.data();
  const OwnedStore Store(
      d2i_PKCS12(nullptr, &At, static_cast<long>(Der.size())));
  if (!Store)
    return std::nullopt;
  STACK_OF(PKCS7) *Safes = PKCS12_unpack_authsafes(Store.get());
  std::optional<PrivateKey> Found;
  for (int I = 0; I < sk_PKCS7_num(Safes) && !Found; ++I) {
    PKCS7 *Safe = sk_PKCS7_value(Safes, I);
    if (!PKCS7_type_is_data(Safe))
      continue;
    STACK_OF(PKCS12_SAFEBAG) *Bags = PKCS12_unpack_p7data(Safe);
    Found = keyIn(Bags);
    sk_PKCS12_SAFEBAG_pop_free(Bags, PKCS12_SAFEBAG_free);
  }
  sk_PKCS7_pop_free(Safes, PKCS7_free);
  if (!Found)
    return std::nullopt;
  Found->Length = static_cast<std::uint64_t>(At - Der.data());
  if (Found->Key.Fingerprint.empty())
    Found->Key.Fingerprint = digest(Der.data(), Found->Length);
  return Found;
}

bool binscan::isEncryptedPrivateKey(Bytes Der) {
  const ErrorGuard Guard;
  if (Der.size() > MaxDer)
    return false;
  const unsigned char *At = Der.data();
  const Owned<X509_SIG, X509_SIG_free> Parsed(
      d2i_X509_SIG(nullptr, &At, static_cast<long>(Der.size())));
  return Parsed != nullptr;
}

static std::string digestOf(std::string_view Text, const EVP_MD *How) {
  unsigned char Sum[EVP_MAX_MD_SIZE];
  unsigned Length = 0;
  if (!How ||
      EVP_Digest(Text.data(), Text.size(), Sum, &Length, How, nullptr) != 1)
    return {};
  return {reinterpret_cast<const char *>(Sum), Length};
}

std::string binscan::md5Of(std::string_view Text) {
  return digestOf(Text, EVP_md5());
}

std::string binscan::sha1Of(std::string_view Text) {
  return digestOf(Text, EVP_sha1());
}
