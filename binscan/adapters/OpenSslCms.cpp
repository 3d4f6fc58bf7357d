//===- binscan/adapters/OpenSslCms.cpp - Signed messages --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Signature.h"
#include "binscan/adapters/OpenSsl.h"

#include <climits>
#include <openssl/cms.h>
#include <openssl/objects.h>
#include <openssl/x509_vfy.h>

using namespace firmcop;
using namespace firmcop::binscan;
using namespace firmcop::binscan::openssl;

namespace {

using OwnedMessage = Owned<CMS_ContentInfo, CMS_ContentInfo_free>;
using OwnedBio = Owned<BIO, BIO_free_all>;
using OwnedRoots = Owned<X509_STORE, X509_STORE_free>;

void freeStack(STACK_OF(X509) * Stack) { sk_X509_free(Stack); }
void freeCertificates(STACK_OF(X509) * Stack) {
  sk_X509_pop_free(Stack, X509_free);
}
using OwnedStack = Owned<STACK_OF(X509), freeStack>;
using OwnedCertificates = Owned<STACK_OF(X509), freeCertificates>;

/// RAUC and SWUpdate let one choose the purpose that a certificate must have,
/// so none is asked for here. A device may have no clock yet.
OwnedRoots rootsOf(const OwnedCertificates &Anchors) {
  OwnedRoots Roots(X509_STORE_new());
  if (!Roots)
    return Roots;
  for (int I = 0; I < sk_X509_num(Anchors.get()); ++I)
    X509_STORE_add_cert(Roots.get(), sk_X509_value(Anchors.get(), I));
  X509_STORE_set_purpose(Roots.get(), X509_PURPOSE_ANY);
  X509_STORE_set_flags(Roots.get(),
                       X509_V_FLAG_NO_CHECK_TIME | X509_V_FLAG_PARTIAL_CHAIN);
  return Roots;
}

bool isTrusted(X509 *Signer, X509_STORE *Roots, STACK_OF(X509) * Others) {
  const Owned<X509_STORE_CTX, X509_STORE_CTX_free> Context(
      X509_STORE_CTX_new());
  return Context &&
         X509_STORE_CTX_init(Context.get(), Roots, Signer, Others) == 1 &&
         X509_verify_cert(Context.get()) == 1;
}

void describeSigners(CMS_ContentInfo *Message, CmsSignature &Read) {
  STACK_OF(CMS_SignerInfo) *Infos = CMS_get0_SignerInfos(Message);
  for (int I = 0; I < sk_CMS_SignerInfo_num(Infos); ++I) {
    X509 *Certificate = nullptr;
    X509_ALGOR *Hash = nullptr;
    CMS_SignerInfo_get0_algs(sk_CMS_SignerInfo_value(Infos, I), nullptr,
                             &Certificate, &Hash, nullptr);
    if (Hash) {
      const ASN1_OBJECT *Name = nullptr;
      X509_ALGOR_get0(&Name, nullptr, nullptr, Hash);
      if (const char *Short = OBJ_nid2sn(OBJ_obj2nid(Name)))
        Read.Hashes.emplace_back(Short);
    }
    unsigned char *Der = nullptr;
    const int Size = Certificate ? i2d_X509(Certificate, &Der) : 0;
    if (Size > 0)
      if (auto Key =
              readCertificateKey(Bytes(Der, static_cast<std::uint64_t>(Size))))
        Read.Signers.push_back(std::move(*Key));
    OPENSSL_free(Der);
  }
}

} // namespace

std::optional<CmsSignature> binscan::readCms(Bytes Der,
                                             std::optional<Bytes> Detached,
                                             std::span<const Bytes> Anchors) {
  const ErrorGuard Guard;
  if (Der.size() > MaxDer || (Detached && Detached->size() > INT_MAX))
    return std::nullopt;
  const unsigned char *At = Der.data();
  const OwnedMessage Message(
      d2i_CMS_ContentInfo(nullptr, &At, static_cast<long>(Der.size())));
  if (!Message || OBJ_obj2nid(CMS_get0_type(Message.get())) != NID_pkcs7_signed)
    return std::nullopt;

  const OwnedCertificates Known(sk_X509_new_null());
  for (const Bytes Anchor : Anchors)
    if (OwnedCertificate Parsed = parseCertificate(Anchor))
      sk_X509_push(Known.get(), Parsed.release());
  const OwnedRoots Roots = rootsOf(Known);
  if (!Roots)
    return std::nullopt;

  OwnedBio In;
  if (Detached)
    In.reset(
        BIO_new_mem_buf(Detached->data(), static_cast<int>(Detached->size())));
  const OwnedBio Out(BIO_new(BIO_s_mem()));
  CmsSignature Read;
  Read.Verifies =
      CMS_verify(Message.get(), Known.get(), Roots.get(), In.get(), Out.get(),
                 CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY) == 1;
  describeSigners(Message.get(), Read);

  const OwnedStack Signers(CMS_get0_signers(Message.get()));
  const OwnedCertificates Inside(CMS_get1_certs(Message.get()));
  Read.IsTrusted = Read.Verifies && sk_X509_num(Signers.get()) > 0;
  for (int I = 0; I < sk_X509_num(Signers.get()); ++I)
    Read.IsTrusted =
        Read.IsTrusted &&
        isTrusted(sk_X509_value(Signers.get(), I), Roots.get(), Inside.get());

  if (ASN1_OCTET_STRING **Content = CMS_get0_content(Message.get());
      Content && *Content)
    Read.Content = Blob(std::string(
        reinterpret_cast<const char *>(ASN1_STRING_get0_data(*Content)),
        static_cast<std::size_t>(ASN1_STRING_length(*Content))));
  return Read;
}
