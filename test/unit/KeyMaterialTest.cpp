//===- test/unit/KeyMaterialTest.cpp - Keys in wrappers ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/KeyMaterial.h"
#include "binscan/Components.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace firmcop;
using namespace firmcop::binscan;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

namespace {

std::string sshString(std::string_view Content) {
  const std::size_t Size = Content.size();
  std::string Text = {
      static_cast<char>(Size >> 24), static_cast<char>(Size >> 16 & 255),
      static_cast<char>(Size >> 8 & 255), static_cast<char>(Size & 255)};
  return Text + std::string(Content);
}

std::vector<PrivateKey> keysIn(const std::string &File) {
  return findPrivateKeys(Bytes(std::string_view(File)));
}

TEST(KeyMaterial, TellsDropbearsPrivateFromPublicKeys) {
  const std::string Half(32, '\x41');
  const std::string Private =
      sshString("ssh-ed25519") + sshString(Half + std::string(32, '\x42'));
  const auto Keys = keysIn(Private);
  ASSERT_EQ(Keys.size(), 1u);
  EXPECT_EQ(Keys[0].Format, "Dropbear");
  EXPECT_EQ(describe(Keys[0].Key), "Ed25519");
  EXPECT_THAT(keysIn(sshString("ssh-ed25519") + sshString(Half)), IsEmpty());

  const std::string Modulus(256, '\x91');
  const std::string Rsa =
      sshString("ssh-rsa") + sshString("\x01\x01") + sshString(Modulus);
  EXPECT_THAT(keysIn(Rsa), IsEmpty());
  const auto Whole =
      keysIn(Rsa + sshString(Modulus) + sshString("p") + sshString("q"));
  ASSERT_EQ(Whole.size(), 1u);
  EXPECT_EQ(describe(Whole[0].Key), "2048-bit RSA");
  EXPECT_THAT(keysIn(Rsa + sshString(Modulus) + "tail"), IsEmpty());
}

TEST(KeyMaterial, DoesNotTakeMarkersForKeys) {
  EXPECT_THAT(keysIn("-----BEGIN RSA PRIVATE KEY-----"), IsEmpty());
  EXPECT_THAT(keysIn("-----BEGIN RSA PRIVATE KEY-----\nAAAA\n"
                     "-----END RSA PRIVATE KEY-----\n"),
              IsEmpty());
  EXPECT_THAT(keysIn("-----BEGIN -----BEGIN -----END "), IsEmpty());
  EXPECT_THAT(keysIn(std::string("openssh-key-v1\0\0\0\0\4none", 23)),
              IsEmpty());
  EXPECT_THAT(keysIn(std::string("\x30\x82\xff\xff\x02\x01\x00\x02\x82", 9)),
              IsEmpty());
  EXPECT_THAT(keysIn("PuTTY-User-Key-File-3: ssh-rsa\nPublic-Lines: 9\n"),
              IsEmpty());
}

TEST(KeyMaterial, ReadsNoHeaderPastTheEnd) {
  // The last byte would be the tag of a header that is not there.
  const std::string Short("\xff\xff\x30", 3);
  EXPECT_THAT(findCertificates(Bytes(std::string_view(Short))), IsEmpty());
  EXPECT_THAT(keysIn(Short), IsEmpty());
}

TEST(Components, MatchesWholeSeries) {
  EXPECT_EQ(supportEndOf("OpenSSL", "1.0.2k")->Series, "1.0.2");
  EXPECT_EQ(supportEndOf("Linux kernel", "3.10.14")->Series, "3.10");
  EXPECT_EQ(supportEndOf("Debian", "10")->Series, "10");
  EXPECT_FALSE(supportEndOf("OpenSSL", "3.00.1"));
  EXPECT_FALSE(supportEndOf("Linux kernel", "3.11.1"));
  EXPECT_FALSE(supportEndOf("BusyBox", "1.19.4"));
}

} // namespace
