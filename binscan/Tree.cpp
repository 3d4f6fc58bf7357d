//===- binscan/Tree.cpp - An image and everything inside it -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Tree.h"

#include "binscan/Utf8.h"

#include <algorithm>
#include <array>

using namespace firmcop;
using namespace firmcop::binscan;

std::vector<const Node *> Image::withFormat(std::string_view Format) const {
  std::vector<const Node *> Found;
  for (const Node &N : Nodes)
    if (N.Format == Format)
      Found.push_back(&N);
  return Found;
}

std::vector<const Node *> Image::leaves() const {
  const auto IsLeaf = [](const Node &N) {
    return !N.Divided && N.Kind != NodeKind::Padding && !N.bytes().empty();
  };
  std::vector<const Node *> Found;
  for (const Node &N : Nodes) {
    // What was recognised inside of a program is read with the program.
    const Node *Around = N.Kind == NodeKind::Chunk ? parent(N) : nullptr;
    if (IsLeaf(N) && !(Around && IsLeaf(*Around)))
      Found.push_back(&N);
  }
  return Found;
}

std::vector<FileSystem> Image::fileSystems() const {
  std::vector<FileSystem> Found;
  for (const Node &N : Nodes)
    if (N.HoldsFiles)
      Found.emplace_back(*this, N.Id);
  return Found;
}

std::vector<FileSystem> Image::rootFileSystems() const {
  constexpr std::array<std::string_view, 5> Tops = {"bin", "etc", "lib", "sbin",
                                                    "usr"};
  std::vector<FileSystem> Found = fileSystems();
  std::erase_if(Found, [&](const FileSystem &F) {
    return std::ranges::none_of(F.root().Children, [&](NodeId Id) {
      return std::ranges::find(Tops, node(Id).Name) != Tops.end();
    });
  });
  return Found;
}

std::optional<FileSystem> Image::fileSystemOf(const Node &N) const {
  for (const Node *Up = &N; Up->Kind == NodeKind::Member;) {
    Up = parent(*Up);
    if (Up->HoldsFiles)
      return FileSystem(*this, Up->Id);
  }
  return std::nullopt;
}

std::string Image::path(const Node &N) const {
  std::vector<std::string> Names;
  for (const Node *Up = &N; Up->Parent; Up = parent(*Up)) {
    const bool IsInside = Up != &N;
    if (IsInside && OnlyFileSystem == Up->Id)
      break;
    // What a stream or wrapper holds is found under its name.
    if (Up->Kind != NodeKind::Content)
      Names.push_back(escapeName(Up->Name));
  }
  std::string Path = root().Name;
  for (auto I = Names.rbegin(); I != Names.rend(); ++I)
    (Path += '/') += *I;
  return Path;
}

std::string Image::logicalName(const Node &N) const {
  const std::string &Outer = root().Name;
  const std::string Base = Outer.substr(Outer.rfind('/') + 1);
  const std::string Full = path(N);
  return Full.size() == Outer.size() ? Base
                                     : Base + '!' + Full.substr(Outer.size());
}

/// Writes every character that is not printable, or in \p Reserved, as "%0A".
static std::string escape(std::string_view Raw, std::string_view Reserved) {
  constexpr std::string_view Digits = "0123456789ABCDEF";
  std::string Out;
  while (!Raw.empty()) {
    const Utf8Character C = firstCharacter(Raw);
    const std::string_view Part = Raw.substr(0, C.Length);
    if (isPrintable(C) && Reserved.find(Part) == std::string_view::npos)
      Out += Part;
    else
      for (const unsigned char Byte : Part)
        ((Out += '%') += Digits[Byte >> 4]) += Digits[Byte & 15];
    Raw.remove_prefix(C.Length);
  }
  return Out;
}

std::string binscan::escapeName(std::string_view Raw) {
  const bool IsRelative = Raw == "." || Raw == "..";
  return escape(Raw, IsRelative ? "." : "%/\\");
}

std::string binscan::escapeTarget(std::string_view Raw) {
  return escape(Raw, "%\\");
}
