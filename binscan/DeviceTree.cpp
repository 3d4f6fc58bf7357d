//===- binscan/DeviceTree.cpp - Flattened device trees ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/DeviceTree.h"

#include <algorithm>

using namespace firmcop::binscan;

std::optional<Bytes> DeviceTreeNode::property(std::string_view Name) const {
  const auto I = std::ranges::find(Properties, Name, &Property::Name);
  return I == Properties.end() ? std::nullopt : std::optional(I->Value);
}

std::optional<std::string_view>
DeviceTreeNode::text(std::string_view Name) const {
  const std::optional<Bytes> Value = property(Name);
  if (!Value)
    return std::nullopt;
  const std::string_view Text = Value->text();
  return Text.substr(0, Text.find('\0'));
}

std::optional<std::uint32_t>
DeviceTreeNode::number(std::string_view Name) const {
  const std::optional<Bytes> Value = property(Name);
  return Value && Value->size() == 4 ? Value->u32be(0) : std::nullopt;
}

const DeviceTreeNode *DeviceTreeNode::find(std::string_view Path) const {
  const DeviceTreeNode *At = this;
  while (At && !Path.empty()) {
    const std::size_t Slash = std::min(Path.find('/'), Path.size());
    const std::string_view First = Path.substr(0, Slash);
    Path.remove_prefix(std::min(Slash + 1, Path.size()));
    if (First.empty())
      continue;
    const auto I =
        std::ranges::find(At->Children, First, &DeviceTreeNode::Name);
    At = I == At->Children.end() ? nullptr : &*I;
  }
  return At;
}
