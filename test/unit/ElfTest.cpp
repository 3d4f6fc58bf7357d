//===- test/unit/ElfTest.cpp - Reading ELF files ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Programs are made here by clang and lld for the architectures of devices, and
// by yaml2obj where the shape is what matters. Where the reader does not rely
// on LIEF, a test shows what LIEF answers; if one of those begins to fail,
// LIEF has become better and the reader may become shorter.
//
//===----------------------------------------------------------------------===//

#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

#include "binscan/Elf.h"

#include <LIEF/ELF.hpp>
#include <LIEF/logging.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <unistd.h>

using namespace firmcop;
using namespace firmcop::binscan;
using testing::Contains;
using testing::ElementsAre;
using testing::Not;

namespace {

using File = std::vector<std::uint8_t>;

class Elf : public testing::Test {
protected:
  void SetUp() override {
    LIEF::Logger::disable();
    Folder = std::filesystem::temp_directory_path() /
             ("firmcop-elf-" + std::to_string(getpid()));
    std::filesystem::create_directories(Folder);
  }
  void TearDown() override { std::filesystem::remove_all(Folder); }

  /// What the command writes into the file that it calls %o.
  File made(std::string Command) {
    const std::string Out = (Folder / "out").string();
    for (std::size_t At; (At = Command.find("%o")) != std::string::npos;)
      Command.replace(At, 2, Out);
    EXPECT_EQ(std::system(Command.c_str()), 0) << Command;
    std::ifstream In(Out, std::ios::binary);
    return File(std::istreambuf_iterator<char>(In), {});
  }

  /// Links a C program without a C library; undefined functions stay so.
  File linked(const std::string &Target, const std::string &Flags,
              const std::string &Code) {
    const std::string Source = (Folder / "in.c").string();
    std::ofstream(Source) << Code;
    return made("clang-19 --target=" + Target + " -O1 -nostdlib -fuse-ld=lld " +
                Flags + " " + Source + " -o %o");
  }

  File fromYaml(const std::string &Name) {
    return made("yaml2obj-19 " FIRMCOP_SOURCE "/test/unit/Inputs/" + Name +
                " -o %o");
  }

  std::filesystem::path Folder;
};

ElfFile read(const File &Content) {
  auto Parsed = readElf(Bytes(Content));
  EXPECT_TRUE(Parsed) << Parsed.problem().Text;
  return Parsed ? *Parsed : ElfFile();
}

std::vector<std::string> importsByLief(const File &Content) {
  std::vector<std::string> Names;
  const auto Parsed = LIEF::ELF::Parser::parse(Content);
  for (const LIEF::ELF::Symbol &S : Parsed->imported_symbols())
    if (S.type() == LIEF::ELF::ELF_SYMBOL_TYPES::STT_FUNC)
      Names.push_back(S.name());
  return Names;
}

constexpr char UsesSystem[] =
    "int system(const char *); int puts(const char *);"
    "int _start(void) { return system(\"x\"); }";

constexpr char Dynamic[] = " -Wl,--unresolved-symbols=ignore-all"
                           " -Wl,--dynamic-linker=/lib/ld.so.1 ";

/// Without the section header table, as some vendors ship programs.
File withoutSections(File Content) {
  const bool Is64 = Content[4] == 2;
  std::fill_n(Content.begin() + (Is64 ? 40 : 32), Is64 ? 8 : 4, 0);
  std::fill_n(Content.begin() + (Is64 ? 60 : 48), 4, 0);
  return Content;
}

TEST_F(Elf, ReadsProgramsOfManyMachines) {
  struct Case {
    const char *Target;
    const char *Machine;
    bool Is64, IsBigEndian;
  };
  for (const Case &C : {Case{"arm-linux-gnueabi", "ARM", false, false},
                        Case{"aarch64-linux-gnu", "ARM64", true, false},
                        Case{"mipsel-linux-gnu", "MIPS", false, false},
                        Case{"mips-linux-gnu", "MIPS", false, true},
                        Case{"powerpc-linux-gnu", "PowerPC", false, true},
                        Case{"riscv64-linux-gnu", "RISC-V", true, false},
                        Case{"x86_64-linux-gnu", "x86-64", true, false}}) {
    SCOPED_TRACE(C.Target);
    const File Content =
        linked(C.Target, std::string("-fPIE -pie") + Dynamic, UsesSystem);
    const ElfFile E = read(Content);
    EXPECT_EQ(machineName(E.Machine), C.Machine);
    EXPECT_EQ(E.Is64, C.Is64);
    EXPECT_EQ(E.IsBigEndian, C.IsBigEndian);
    EXPECT_EQ(E.Role, ElfRole::Program);
    EXPECT_TRUE(E.IsPositionIndependent);
    EXPECT_EQ(E.Interpreter, "/lib/ld.so.1");
    EXPECT_TRUE(E.imports("system"));
    EXPECT_FALSE(E.imports("puts"));
    EXPECT_EQ(read(withoutSections(Content)).Imports, E.Imports);
  }
}

TEST_F(Elf, TellsRolesApart) {
  const char *Code = "int _start(void) { return 0; }";
  const std::string Arm = "arm-linux-gnueabi";
  EXPECT_EQ(read(linked(Arm, "-c", Code)).Role, ElfRole::Object);
  EXPECT_EQ(read(linked(Arm, "-c",
                        "__attribute__((section(\".modinfo\"))) "
                        "const char License[] = \"license=GPL\";"))
                .Role,
            ElfRole::KernelModule);
  EXPECT_EQ(read(linked(Arm, "-static", Code)).Role, ElfRole::StaticProgram);
  const ElfFile StaticPie = read(linked(Arm, "-static-pie -fPIE", Code));
  EXPECT_EQ(StaticPie.Role, ElfRole::StaticProgram);
  EXPECT_TRUE(StaticPie.IsPositionIndependent);
  EXPECT_EQ(read(linked(Arm, "-shared -fPIC", Code)).Role,
            ElfRole::SharedLibrary);
  EXPECT_EQ(
      read(linked(Arm,
                  "-shared -fPIC -Wl,-soname,libc.so.6" + std::string(Dynamic),
                  Code))
          .Role,
      ElfRole::SharedLibrary);
  EXPECT_EQ(read(linked("mips-linux-gnu", "-static -Wl,-Ttext=0x80001000",
                        "int __start(void) { return 0; }"))
                .Role,
            ElfRole::Freestanding);
}

TEST_F(Elf, ReadsHardening) {
  const auto Made = [&](const std::string &Flags) {
    return read(linked("aarch64-linux-gnu",
                       "-fPIE -pie " + Flags + std::string(Dynamic),
                       UsesSystem));
  };
  EXPECT_EQ(Made("-Wl,-z,relro,-z,now").Relro, ElfRelro::Full);
  EXPECT_EQ(Made("-Wl,-z,relro,-z,lazy").Relro, ElfRelro::Partial);
  EXPECT_EQ(Made("-Wl,-z,norelro").Relro, ElfRelro::None);
  EXPECT_EQ(Made("-Wl,-z,noexecstack").Stack, ElfStack::NotExecutable);
  EXPECT_EQ(Made("-Wl,-z,execstack").Stack, ElfStack::Executable);
  EXPECT_EQ(Made("-Wl,-z,nognustack").Stack, ElfStack::Unstated);
  EXPECT_THAT(Made("-Wl,-rpath,/opt/lib:").RunPaths, ElementsAre("/opt/lib:"));
  EXPECT_THAT(splitRunPath("/opt/lib:"), ElementsAre("/opt/lib", ""));
}

TEST_F(Elf, ReadsSections) {
  const ElfSectionFacts Whole =
      read(linked("x86_64-linux-gnu", "-g -static -Wl,--build-id=0x1234abcd",
                  "int _start(void) { return 0; }"))
          .Sections;
  EXPECT_TRUE(Whole.HasSymbolTable);
  EXPECT_TRUE(Whole.HasDebugInfo);
  EXPECT_EQ(Whole.BuildId, "1234abcd");
  EXPECT_THAT(Whole.Comment, testing::HasSubstr("clang version 19"));
  const ElfSectionFacts Stripped =
      read(linked("x86_64-linux-gnu", "-g -static -s",
                  "int _start(void) { return 0; }"))
          .Sections;
  EXPECT_FALSE(Stripped.HasSymbolTable);
  EXPECT_FALSE(Stripped.HasDebugInfo);
}

TEST_F(Elf, LiefLosesMipsFunctionsWithLazyStubs) {
  const File Content = fromYaml("mips-lazy-stubs.yaml");
  EXPECT_THAT(importsByLief(Content), Not(Contains("system")));
  EXPECT_THAT(read(Content).Imports, ElementsAre("abort", "strcpy", "system"));
}

TEST_F(Elf, LiefFindsNoMipsSymbolsWithoutSections) {
  const File Content = withoutSections(fromYaml("mips-lazy-stubs.yaml"));
  EXPECT_THAT(importsByLief(Content), Not(Contains("abort")));
  EXPECT_THAT(read(Content).Imports, ElementsAre("abort", "strcpy", "system"));
}

TEST_F(Elf, LiefTakesAStaticPieForALibrary) {
  const File Content = linked("aarch64-linux-gnu", "-static-pie -fPIE",
                              "int _start(void) { return 0; }");
  EXPECT_FALSE(LIEF::ELF::Parser::parse(Content)->is_pie());
  EXPECT_EQ(read(Content).Role, ElfRole::StaticProgram);
}

TEST_F(Elf, LiefAcceptsATruncatedFile) {
  File Content = linked("arm-linux-gnueabi",
                        std::string("-fPIE -pie") + Dynamic, UsesSystem);
  Content.resize(Content.size() / 8);
  EXPECT_TRUE(LIEF::ELF::Parser::parse(Content));
  const auto Parsed = readElf(Bytes(Content));
  ASSERT_FALSE(Parsed);
  EXPECT_EQ(Parsed.problem().Where, Stage::Parse);
}

TEST_F(Elf, SurvivesEveryTruncationAndFlippedBytes) {
  const File Content = linked("mipsel-linux-gnu",
                              std::string("-fPIE -pie") + Dynamic, UsesSystem);
  for (std::size_t Size = 0; Size < Content.size(); Size += 7)
    (void)readElf(Bytes(Content.data(), Size));
  for (std::size_t At = 0; At < std::min<std::size_t>(Content.size(), 1024);
       ++At) {
    File Damaged = Content;
    Damaged[At] ^= 0xff;
    (void)readElf(Bytes(Damaged));
  }
}

} // namespace
