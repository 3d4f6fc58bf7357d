//===- binscan/readers/FileModes.cpp - Permissions in an image --*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/FileModes.h"

#include <vector>

namespace firmcop::binscan {

std::string octal(std::uint32_t Mode) {
  std::string Digits = "0000";
  for (std::size_t I = 4; I-- > 0; Mode >>= 3)
    Digits[I] = static_cast<char>('0' + (Mode & 7));
  return Digits;
}

void forEachFileWithMode(
    const Image &I, Report &R,
    const std::function<void(const FileSystem &, const Node &)> &Visit) {
  R.notApplicable("no root file system of the image keeps permissions");
  for (const FileSystem &F : I.rootFileSystems()) {
    std::vector<const Node *> Files;
    bool SaysSomething = false;
    F.forEachFile([&](const Node &File) {
      if (!File.File->HasMode)
        return;
      Files.push_back(&File);
      SaysSomething |= (File.File->Mode & 0777) != 0777;
    });
    if (!SaysSomething)
      continue;
    R.checked(Files.size(), "files");
    for (const Node *File : Files)
      Visit(F, *File);
  }
}

} // namespace firmcop::binscan
