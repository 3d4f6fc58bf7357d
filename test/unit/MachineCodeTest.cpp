//===- test/unit/MachineCodeTest.cpp --------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/MachineCode.h"

#include <gtest/gtest.h>

using namespace firmcop::binscan;
using namespace std::string_literals;

namespace {

std::string repeated(const std::string &Function, unsigned Times) {
  std::string Text;
  while (Times-- > 0)
    Text += Function;
  return Text;
}

std::string_view codeIn(const std::string &Text) {
  return machineCodeIn(Bytes(std::string_view(Text)));
}

// Those that no compiler of the tests writes; format-bare-code.test has others.

TEST(MachineCode, Xtensa) {
  // entry a1, 32; movi.n a2, 0; retw.n; and what fills up the line
  const std::string Function = "\x36\x41\0\x0C\x02\x1D\xF0\0"s;
  EXPECT_EQ(codeIn(repeated(Function, 20)), "xtensa");
  EXPECT_EQ(codeIn(repeated(Function, 8)), "");
}

TEST(MachineCode, XtensaBigEndian) {
  EXPECT_EQ(codeIn(repeated("\x6C\x10\x04\xC0\x20\xD1\x0F\0"s, 20)), "xtensa");
}

TEST(MachineCode, Avr) {
  // push r28; push r29; pop r29; pop r28; ret
  EXPECT_EQ(codeIn(repeated("\xCF\x93\xDF\x93\xDF\x91\xCF\x91\x08\x95"s, 20)),
            "avr");
}

TEST(MachineCode, OpenRisc) {
  // l.addi r1, r1, -8; l.jr r9; l.addi r1, r1, 8
  EXPECT_EQ(codeIn(repeated("\x9C\x21\xFF\xF8\x44\0\x48\0\x9C\x21\0\x08"s, 20)),
            "openrisc");
}

TEST(MachineCode, TextHasTheBytesOfThumbButNoCalls) {
  // "не" in UTF-8: its letters end in the bytes of pop and push.
  EXPECT_EQ(codeIn(repeated("\xD0\xBD\xD0\xB5\xD0\xBD\xD0\xB5 "s, 400)), "");
  EXPECT_EQ(codeIn(repeated("\xB5\xD0\xBD\xD0"s, 800)), "");
}

TEST(MachineCode, OnePerFourKilobytesIsNeeded) {
  const std::string Function = "\x36\x41\0\x0C\x02\x1D\xF0\0"s;
  const std::string Sparse = repeated(Function, 12) + std::string(300'000, 'a');
  EXPECT_EQ(codeIn(Sparse), "");
}

} // namespace
