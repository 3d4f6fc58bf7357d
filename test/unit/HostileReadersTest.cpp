//===- test/unit/HostileReadersTest.cpp - Lengths that lie ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Format.h"
#include "binscan/readers/Adb.h"
#include "binscan/readers/Bytecode.h"
#include "binscan/readers/Marshal.h"
#include "binscan/readers/OpenPgp.h"

#include <gtest/gtest.h>

using namespace firmcop::binscan;
using namespace std::string_literals;

namespace {

constexpr StreamLimits Limits{std::uint64_t(1) << 20, std::uint64_t(1) << 20,
                              1024};

Bytes bytesOf(const std::string &Text) { return Bytes(std::string_view(Text)); }

TEST(HostileReaders, OpenPgpPacketsThatEndEarly) {
  // A key of version 4 whose modulus says that it has 65535 bits.
  const std::string Key = "\x98\x0A\x04\0\0\0\0\x01\xFF\xFF\x01\x02"s;
  EXPECT_TRUE(readOpenPgpKeys(bytesOf(Key)).empty());
  for (const std::string &Cut :
       {"\x99"s, "\x99\xFF"s, "\xC6\xFF\xFF\xFF\xFF\xFF"s, "\xC6\xE0"s})
    EXPECT_TRUE(readOpenPgpKeys(bytesOf(Cut)).empty());
  // Subpackets that go past the end of their area, and one of no length.
  for (const std::string &Signature :
       {"\xC2\x0C\x04\0\x01\x08\0\x02\xFF\xFF\0\0\0\0"s,
        "\xC2\x0C\x04\0\x01\x08\0\x02\0\0\0\0\0\0"s})
    EXPECT_TRUE(readOpenPgpSignatures(bytesOf(Signature)).empty());
  // A keybox whose blob has no length.
  EXPECT_TRUE(readOpenPgpKeys(bytesOf("\0\0\0\0\x02\x01\0\0KBXf"s)).empty());
  EXPECT_FALSE(readClearSigned(
      bytesOf("-----BEGIN PGP SIGNED MESSAGE-----\n\ntext\n"s)));
}

TEST(HostileReaders, OpenPgpTextIsTakenFromBetweenTheLines) {
  const auto Read = readClearSigned(
      bytesOf("-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\r\n\r\n"
              "one \t\r\n- -two\r\n\r\n-----BEGIN PGP SIGNATURE-----\r\n"s));
  ASSERT_TRUE(Read);
  EXPECT_EQ(Read->Text, "one\n-two\n");
  EXPECT_TRUE(Read->Signatures.empty());
}

TEST(HostileReaders, AdbBlocksThatLie) {
  EXPECT_FALSE(readAdb(bytesOf("ADB.pckg"s)));
  EXPECT_FALSE(readAdb(bytesOf("ADB.pckg\0\0\0\0"s)));
  // A signature before what is signed.
  EXPECT_FALSE(readAdb(bytesOf("ADB.pckg\x08\0\0\x40\0\0\0\0"s)));
  const auto Cut = readAdb(bytesOf("ADB.pckg\xFF\0\0\0\0\0\0\0"s));
  ASSERT_TRUE(Cut);
  EXPECT_TRUE(Cut->IsCut);
  EXPECT_FALSE(adbKeyOf(bytesOf("\0\x04"s)));
}

TEST(HostileReaders, MarshalThatNestsAndCounts) {
  constexpr PythonVersion Version = 0x30B;
  EXPECT_FALSE(
      readMarshal(bytesOf(std::string(100'000, '[')), 0, Version).empty());
  // Tuples in tuples, each of one; a tuple that claims four milliards; an
  // object that was never marked.
  std::string Nested;
  for (int I = 0; I != 50'000; ++I)
    Nested += ")\x01";
  EXPECT_LE(readMarshal(bytesOf(Nested), 0, Version).size(), 200U);
  EXPECT_EQ(readMarshal(bytesOf("(\xFF\xFF\xFF\xFFN"s), 0, Version).size(), 2U);
  EXPECT_TRUE(readMarshal(bytesOf("r\x07\0\0\0"s), 0, Version).empty());
}

TEST(HostileReaders, LuaThatCountsMoreThanThereIs) {
  const std::string Header = "\x1BLua\x51\0\x01\x04\x04\x04\x08\0"s;
  const std::string Start = std::string(4, '\0') + std::string(12, '\0');
  for (const std::string &Rest :
       {""s, "\xFF\xFF\xFF\xFF"s, "\0\0\0\0\xFF\xFF\xFF\xFF"s,
        "\0\0\0\0\x01\0\0\0\x04\xFF\xFF\xFF\xFF"s,
        "\0\0\0\0\0\0\0\0\xFF\xFF\xFF\xFF"s})
    EXPECT_TRUE(namedStringsOfLua(bytesOf(Header + Start + Rest)).empty());
}

/// Whatever a format reads of its header, the file may end before it.
TEST(HostileReaders, HeadersThatEndAfterAnyByte) {
  constexpr std::uint64_t LongestHeader = 160;
  for (const Format *F : Format::all())
    for (const Signature &S : (*F)->Signatures)
      for (const char Filler : {'\0', '\1', '\xFF'})
        for (std::uint64_t Size = 0; Size != LongestHeader; ++Size) {
          std::string Text(S.Offset, Filler);
          Text += S.Magic;
          Text.append(Size, Filler);
          // Copied, so that a sanitizer knows the end.
          const Blob Content(
              std::vector<std::uint8_t>(Text.begin(), Text.end()));
          std::uint64_t Work = std::uint64_t(1) << 20;
          const auto M =
              (*F)->Recognise({Content.bytes(), S.Offset, S, Limits, Work});
          if (M)
            EXPECT_TRUE(Content.bytes().contains(M->Start, M->Length))
                << (*F)->Name;
        }
}

TEST(HostileReaders, DeviceTreeThatEndsInItsHeader) {
  const std::string Tree = "\xD0\x0D\xFE\xED\0\0\0\x38\0\0\0\x38\0\0\0\x28"
                           "\0\0\0\x28\0\0\0\x11"s;
  for (const char *Name : {"dtb", "fit"}) {
    const Format *F = Format::find(Name);
    ASSERT_TRUE(F);
    std::uint64_t Work = std::uint64_t(1) << 20;
    EXPECT_FALSE(
        (*F)->Recognise({bytesOf(Tree), 0, (*F)->Signatures[0], Limits, Work}));
  }
}

} // namespace
