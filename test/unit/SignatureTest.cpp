//===- test/unit/SignatureTest.cpp - Verifying what is signed ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Signature.h"
#include "binscan/readers/RaucBundle.h"
#include "binscan/readers/SwDescription.h"
#include "binscan/readers/Usign.h"
#include "binscan/readers/Verity.h"

#include <gtest/gtest.h>

using namespace firmcop::binscan;

namespace {

// RFC 8032, 7.1, TEST 2.
constexpr std::string_view Point =
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
constexpr std::string_view Signed =
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";

TEST(SignatureTest, Ed25519) {
  const auto Raw = readHex(Point), Value = readHex(Signed);
  const auto Key = ed25519PublicKey(Bytes(*Raw));
  ASSERT_TRUE(Key);
  EXPECT_TRUE(
      verifiesEd25519(*Key, Bytes(std::string_view("\x72")), Bytes(*Value)));
  EXPECT_FALSE(
      verifiesEd25519(*Key, Bytes(std::string_view("\x73")), Bytes(*Value)));
  EXPECT_FALSE(verifiesEd25519(*Key, Bytes(std::string_view("\x72")),
                               Bytes(*Value).first(63)));
  // A key of one kind makes no signature of another.
  EXPECT_FALSE(verifies(*Key, SignatureScheme::EcdsaDer, HashKind::Sha256,
                        Bytes(*Raw), Bytes(*Value)));
}

TEST(SignatureTest, WhatIsNoKey) {
  EXPECT_FALSE(ed25519PublicKey(Bytes(std::string_view("short"))));
  EXPECT_FALSE(readPublicKey(Bytes(std::string_view("\x30\x03\x02\x01\x00"))));
  EXPECT_FALSE(readCertificateKey(Bytes()));
  EXPECT_FALSE(rsaPublicKey(Bytes(), 65537));
  const std::vector<std::uint8_t> TooLong(4096, 0xFF);
  EXPECT_FALSE(rsaPublicKey(Bytes(TooLong), 65537));
  // Not on the curve.
  const std::vector<std::uint8_t> One(32, 1);
  EXPECT_FALSE(ecPublicKey("prime256v1", Bytes(One), Bytes(One)));
  EXPECT_FALSE(ecPublicKey("no curve", Bytes(One), Bytes(One)));
  EXPECT_FALSE(
      readCms(Bytes(std::string_view("\x30\x00", 2)), std::nullopt, {}));
}

TEST(SignatureTest, Digests) {
  const Bytes Parts[] = {Bytes(std::string_view("a")),
                         Bytes(std::string_view("bc"))};
  // FIPS 180-2, B.1.
  EXPECT_EQ(hexOf(Bytes(digestOf(HashKind::Sha256, Parts))),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hashNamed("SHA1"), HashKind::Sha1);
  EXPECT_FALSE(hashNamed("crc32"));
  EXPECT_TRUE(hasCollisions(HashKind::Md5));
  EXPECT_FALSE(hasCollisions(HashKind::Sha512));
}

TEST(SignatureTest, VerityRootOfOneBlockIsItsDigest) {
  const std::vector<std::uint8_t> Block(4096, 7);
  const Bytes Salted[] = {Bytes(std::string_view("salt")), Bytes(Block)};
  EXPECT_EQ(verityRoot(HashKind::Sha256, Bytes(Block), Salted[0]),
            digestOf(HashKind::Sha256, Salted));
  // Zeros fill the last block up.
  std::vector<std::uint8_t> Full(Block);
  Full.resize(8192);
  std::vector<std::uint8_t> Cut(Full.begin(), Full.begin() + 5000);
  EXPECT_EQ(verityRoot(HashKind::Sha256, Bytes(Full), Bytes()),
            verityRoot(HashKind::Sha256, Bytes(Cut), Bytes()));
  EXPECT_TRUE(verityRoot(HashKind::Sha256, Bytes(), Bytes()).empty());
}

TEST(SignatureTest, DescriptionsInBothLanguages) {
  const auto Config = readSwDescription(
      "software = { images: ( { filename = \"a\"; sha256 = \"12\"; },\n"
      "  { filename = \"b\"; encrypted = true; } ); } # { filename = \"c\"; }");
  ASSERT_EQ(Config.size(), 2u);
  EXPECT_EQ(Config[0].Sha256, "12");
  EXPECT_EQ(Config[1].File, "b");
  EXPECT_EQ(Config[1].Line, 2u);
  EXPECT_TRUE(Config[1].IsEncrypted);
  const auto Json = readSwDescription(
      R"({"software": {"files": [{"filename": "a", "sha256": "12"}]}})");
  ASSERT_EQ(Json.size(), 1u);
  EXPECT_EQ(Json[0].File, "a");
  EXPECT_EQ(Json[0].Sha256, "12");
  EXPECT_TRUE(readSwDescription(std::string(100000, '{')).empty());
  EXPECT_TRUE(readSwDescription("/*").empty());
  EXPECT_TRUE(readSwDescription("filename = \"x").empty());
}

TEST(SignatureTest, TailsOfFwtool) {
  EXPECT_FALSE(readFwtoolTail(Bytes(std::string_view("FWx0"))));
  std::string Image = "image";
  Image += std::string("FWx0\0\0\0\0\1\0\0\0\0\0\0\x10", 16);
  const auto Tail = readFwtoolTail(Bytes(std::string_view(Image)));
  ASSERT_TRUE(Tail);
  EXPECT_TRUE(Tail->HasMetadata);
  EXPECT_FALSE(Tail->HasSignature);
  // A size beyond the file.
  Image.back() = '\x7F';
  EXPECT_FALSE(readFwtoolTail(Bytes(std::string_view(Image))));
}

} // namespace
