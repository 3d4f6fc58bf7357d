//===- test/unit/FirmwareReadersTest.cpp - Readers of firmware formats
//-------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Unpack.h"
#include "binscan/readers/AddressMap.h"
#include "binscan/readers/Avb.h"
#include "binscan/readers/EspImage.h"
#include "binscan/readers/EspPartitions.h"
#include "binscan/readers/FlashLayout.h"
#include "binscan/readers/Mcuboot.h"
#include "binscan/readers/Nvs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include <unistd.h>

using namespace firmcop;
using namespace firmcop::binscan;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

namespace {

/// A folder with what one of the tests' own writers makes of \p Input.
class Fixtures {
public:
  Fixtures(const std::string &Script, const std::string &Input)
      : Folder(std::filesystem::path(testing::TempDir()) /
               ("firmcop-" + Script + std::to_string(::getpid()))) {
    std::filesystem::remove_all(Folder);
    std::filesystem::create_directories(Folder);
    std::ofstream(Folder / "input") << Input;
    const std::string Command = "cd '" + Folder.string() + "' && python3 '" +
                                FIRMCOP_SOURCE "/test/image/Inputs/" + Script +
                                "' input";
    EXPECT_EQ(std::system(Command.c_str()), 0);
  }
  ~Fixtures() { std::filesystem::remove_all(Folder); }

  std::string read(const char *Name) const {
    std::ifstream File(Folder / Name, std::ios::binary);
    return {std::istreambuf_iterator<char>(File), {}};
  }

private:
  std::filesystem::path Folder;
};

TEST(Mcuboot, ReadsHeaderAndTlvs) {
  const Fixtures F("mcuboot.py", std::string(1000, 'p'));
  const std::string File = F.read("signed.mcu") + "behind";
  const auto I = readMcubootImage(Bytes(File));
  ASSERT_TRUE(I);
  EXPECT_EQ(I->Version, "1.2.3+4");
  EXPECT_EQ(I->Program.size(), 1000u);
  EXPECT_EQ(I->Length, File.size() - 6);
  EXPECT_TRUE(I->HasTlvs);
  EXPECT_EQ(I->digestIsRight(), true);
  ASSERT_NE(I->find(mcuboot::SecurityCounter), nullptr);
  EXPECT_TRUE(I->find(mcuboot::SecurityCounter)->IsProtected);
  EXPECT_EQ(I->find(mcuboot::SecurityCounter)->Value.u32le(0), 7u);
  ASSERT_NE(I->signature(), nullptr);
  EXPECT_EQ(I->signature()->Type, mcuboot::Ecdsa);
  EXPECT_FALSE(I->signature()->IsProtected);

  const std::string Unsigned = F.read("unsigned.mcu");
  EXPECT_EQ(readMcubootImage(Bytes(Unsigned))->signature(), nullptr);
  const std::string Flipped = F.read("flipped.mcu");
  EXPECT_EQ(readMcubootImage(Bytes(Flipped))->digestIsRight(), false);
  const std::string Cut = F.read("cut.mcu");
  EXPECT_FALSE(readMcubootImage(Bytes(Cut))->HasTlvs);
  const std::string Lying = F.read("lying.mcu");
  EXPECT_FALSE(readMcubootImage(Bytes(Lying)));
}

TEST(Esp, ReadsProgramsAndSignatures) {
  const Fixtures F("esp.py", "");
  const std::string File = F.read("app.bin");
  const auto I = readEspImage(Bytes(File));
  ASSERT_TRUE(I);
  EXPECT_EQ(I->chipName(), "ESP32-C3");
  EXPECT_THAT(I->Segments, SizeIs(2));
  EXPECT_EQ(I->Segments[0].Address, 0x3C000020u);
  EXPECT_TRUE(I->ChecksumIsRight);
  EXPECT_EQ(I->DigestIsRight, true);
  ASSERT_TRUE(I->Description);
  EXPECT_EQ(I->Description->Project, "lamp");
  EXPECT_EQ(I->Description->Version, "1.4.2");
  EXPECT_EQ(I->Description->IdfVersion, "v5.1.2");
  ASSERT_THAT(I->Signatures, SizeIs(1));
  EXPECT_TRUE(I->Signatures[0].ChecksumIsRight);
  EXPECT_TRUE(I->Signatures[0].DigestIsRight);
  EXPECT_EQ(I->Signatures[0].Exponent, 65537u);
  EXPECT_EQ(I->Signatures[0].Modulus.size(), 384u);
  EXPECT_EQ(I->SignedLength, File.size());

  const std::string Plain = F.read("plain.bin");
  const auto Unsigned = readEspImage(Bytes(Plain));
  EXPECT_THAT(Unsigned->Signatures, IsEmpty());
  EXPECT_EQ(Unsigned->SignedLength, Unsigned->Length);
  const std::string Old = F.read("old.bin");
  EXPECT_EQ(readEspImage(Bytes(Old))->chipName(), "ESP32");
  EXPECT_FALSE(readEspImage(Bytes(Old))->DigestIsRight);
}

TEST(Esp, ReadsPartitionTables) {
  const Fixtures F("esp.py", "");
  const std::string File = F.read("table.bin");
  const auto T = readEspPartitions(Bytes(File));
  ASSERT_TRUE(T);
  EXPECT_EQ(T->ChecksumIsRight, true);
  ASSERT_THAT(T->Partitions, SizeIs(5));
  EXPECT_EQ(T->Partitions[0].Label, "nvs");
  EXPECT_EQ(T->Partitions[0].Subtype, EspPartition::Nvs);
  EXPECT_FALSE(T->Partitions[0].IsEncrypted);
  EXPECT_TRUE(T->Partitions[2].IsEncrypted);
  EXPECT_EQ(T->Length, 0xC00u);
  const std::string Bad = F.read("badtable.bin");
  ASSERT_TRUE(readEspPartitions(Bytes(Bad)));
  EXPECT_EQ(readEspPartitions(Bytes(Bad))->ChecksumIsRight, false);
}

TEST(Nvs, ReadsLiveAndErasedEntries) {
  const Fixtures F("esp.py", "");
  const std::string File = F.read("nvs.bin");
  const auto S = readNvs(Bytes(File));
  ASSERT_TRUE(S);
  EXPECT_EQ(S->Pages, 2u);
  EXPECT_EQ(S->Unreadable, 0u);
  ASSERT_THAT(S->Entries, SizeIs(4));
  EXPECT_TRUE(S->Entries[0].IsErased);
  EXPECT_EQ(S->Entries[0].Value, "old passphrase");
  const NvsEntry *Password = S->find("nvs.net80211", "sta.pswd");
  ASSERT_NE(Password, nullptr);
  EXPECT_EQ(Password->Value, "correct horse");
  const NvsEntry *Number = S->find("cloud", "interval");
  ASSERT_NE(Number, nullptr);
  EXPECT_EQ(static_cast<std::int32_t>(Number->Integer), -5);
  const NvsEntry *Blob = S->find("cloud", "key");
  ASSERT_NE(Blob, nullptr);
  EXPECT_EQ(Blob->Value, std::string(50, 'A') + std::string(20, 'B'));
  EXPECT_TRUE(Blob->ChecksumIsRight);
  EXPECT_EQ(S->find("cloud", "other"), nullptr);

  const std::string Encrypted = F.read("encrypted.bin");
  EXPECT_THAT(readNvs(Bytes(Encrypted))->Entries, IsEmpty());
}

TEST(Avb, ReadsDescriptorsAndKey) {
  const Fixtures F("avb.py", std::string(5000, 'c'));
  const std::string File = F.read("signed.vbmeta");
  const auto V = readAvbVbmeta(Bytes(File));
  ASSERT_TRUE(V);
  EXPECT_EQ(V->SignedWith, AvbVbmeta::Sha256Rsa2048);
  EXPECT_EQ(V->RollbackIndex, 5u);
  EXPECT_EQ(V->digestIsRight(), true);
  EXPECT_EQ(V->Signature.size(), 256u);
  ASSERT_TRUE(V->key());
  EXPECT_EQ(V->key()->Bits, 2048u);
  EXPECT_EQ(V->key()->Modulus.size(), 256u);
  ASSERT_THAT(V->Descriptors, SizeIs(2));
  EXPECT_EQ(V->Descriptors[0].Kind, AvbDescriptor::Tag::Hash);
  EXPECT_EQ(V->Descriptors[0].Partition, "boot");
  EXPECT_EQ(V->Descriptors[0].HashAlgorithm, "sha256");
  EXPECT_EQ(V->Descriptors[0].Salt.text(), "salt");
  EXPECT_EQ(V->Descriptors[1].Key, "os");
  EXPECT_EQ(V->Descriptors[1].Value, "13");

  const std::string Plain = F.read("plain.vbmeta");
  EXPECT_EQ(readAvbVbmeta(Bytes(Plain))->SignedWith, AvbVbmeta::None);
  EXPECT_FALSE(readAvbVbmeta(Bytes(Plain))->digestIsRight());
  const std::string Partition = F.read("partition.img");
  ASSERT_TRUE(readAvbFooter(Bytes(Partition)));
  EXPECT_EQ(readAvbFooter(Bytes(Partition))->ContentSize, 5000u);
  EXPECT_FALSE(readAvbFooter(Bytes(File)));
}

TEST(AddressMap, MergesFillsAndSaysWhatConflicts) {
  AddressMap Map;
  Map.add(0x100, Bytes(std::string_view("cd")));
  Map.add(0x102, Bytes(std::string_view("e")));
  Map.add(0xFE, Bytes(std::string_view("ab")));
  Map.add(0x105, Bytes(std::string_view("f")));
  Map.add(0x1000, Bytes(std::string_view("far")));
  const auto Segments = Map.take();
  ASSERT_THAT(Segments, SizeIs(2));
  EXPECT_EQ(Segments[0].Address, 0xFEu);
  EXPECT_THAT(Segments[0].Content,
              ElementsAre('a', 'b', 'c', 'd', 'e', 0xFF, 0xFF, 'f'));
  EXPECT_EQ(Segments[1].Address, 0x1000u);
  EXPECT_FALSE(Map.hasConflict());

  Map.add(8, Bytes(std::string_view("same")));
  Map.add(10, Bytes(std::string_view("m?")));
  Map.take();
  EXPECT_TRUE(Map.hasConflict());
}

TEST(AddressMap, FindsBytesByAddress) {
  const std::string Hex = ":020000041000EA\n:041208005AFFFFFF8B\n:00000001FF\n";
  const Unpacked U = unpack("x.hex", Blob(Hex), Budget(), 1);
  const Node &Root = U.Tree.root();
  const auto Found = bytesAt(U.Tree, Root, 0x10001208, 4);
  ASSERT_TRUE(Found);
  EXPECT_EQ(Found->u32le(0), 0xFFFFFF5Au);
  EXPECT_FALSE(bytesAt(U.Tree, Root, 0x10001209, 4));
  EXPECT_FALSE(bytesAt(U.Tree, Root, 0, 4));
}

TEST(FlashLayout, ReadsCommandLines) {
  const auto Chips = readMtdParts(
      "console=x mtdparts=spi0.0:256k(u-boot)ro,64k@0x50000(env),-(rest);"
      "a:nand:0x100000(a:b),1M(b) quiet");
  ASSERT_THAT(Chips, SizeIs(2));
  EXPECT_EQ(Chips[0].Chip, "spi0.0");
  ASSERT_THAT(Chips[0].Regions, SizeIs(3));
  EXPECT_EQ(Chips[0].Regions[0].Size, 0x40000u);
  EXPECT_TRUE(Chips[0].Regions[0].IsReadOnly);
  EXPECT_EQ(Chips[0].Regions[1].Offset, 0x50000u);
  EXPECT_EQ(Chips[0].Regions[2].Offset, 0x60000u);
  EXPECT_EQ(Chips[0].end(), 0x60000u);
  EXPECT_EQ(Chips[1].Chip, "a:nand");
  EXPECT_EQ(Chips[1].Regions[0].Name, "a:b");
  EXPECT_EQ(Chips[1].Regions[1].Offset, 0x100000u);
  ASSERT_NE(regionAt(Chips[0], 0x51000), nullptr);
  EXPECT_EQ(regionAt(Chips[0], 0x51000)->Name, "env");
  EXPECT_EQ(regionAt(Chips[0], 0x40000), nullptr);
  EXPECT_EQ(regionAt(Chips[0], 0x7000000)->Name, "rest");

  EXPECT_THAT(readMtdParts("quiet splash"), IsEmpty());
  EXPECT_THAT(readMtdParts("mtdparts=x:12q(a)(b"), SizeIs(1));
  EXPECT_THAT(readMtdParts("mtdparts=x:-(a),1k(b)"), IsEmpty());
  EXPECT_THAT(readMtdParts("mtdparts=x:99999999999999999999(a)"), IsEmpty());
  EXPECT_THAT(readMtdParts("mtdparts=x"), IsEmpty());
}

} // namespace
