//===- binscan/adapters/Fdt.cpp - libfdt ------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/DeviceTree.h"

#include <climits>
#include <libfdt.h>
#include <vector>

using namespace firmcop::binscan;

namespace {

/// Device trees in the wild are less than ten levels deep.
constexpr int DeepestNode = 64;

class TreeReader {
public:
  /// \p Aligned holds the same bytes as \p Original, where libfdt wants them.
  TreeReader(Bytes Original, const std::uint8_t *Aligned)
      : Original(Original), Fdt(Aligned) {}

  std::optional<DeviceTreeNode> run() {
    DeviceTreeNode Root;
    std::vector<DeviceTreeNode *> Open; // the path to the current node
    int Depth = 0;
    for (int At = 0; At >= 0; At = fdt_next_node(Fdt, At, &Depth)) {
      if (Depth < 0)
        break;
      if (Depth > DeepestNode)
        return std::nullopt;
      Open.resize(static_cast<std::size_t>(Depth));
      DeviceTreeNode *Node = &Root;
      if (!Open.empty())
        Node = &Open.back()->Children.emplace_back();
      Open.push_back(Node);
      read(At, *Node);
    }
    return Root;
  }

private:
  void read(int At, DeviceTreeNode &Node) {
    int Length = 0;
    if (const char *Name = fdt_get_name(Fdt, At, &Length))
      Node.Name = view(Name, Length).text();
    int Property = 0;
    fdt_for_each_property_offset(Property, Fdt, At) {
      const char *Name = nullptr;
      const void *Value = fdt_getprop_by_offset(Fdt, Property, &Name, &Length);
      if (Value && Name)
        Node.Properties.push_back(
            {view(Name, static_cast<int>(std::string_view(Name).size())).text(),
             view(Value, Length)});
    }
  }

  /// The original's bytes for a place in the aligned copy.
  Bytes view(const void *At, int Length) const {
    const auto Offset =
        static_cast<std::uint64_t>(static_cast<const std::uint8_t *>(At) -
                                   static_cast<const std::uint8_t *>(Fdt));
    return Original.slice(Offset, static_cast<std::uint64_t>(Length))
        .value_or(Bytes());
  }

  Bytes Original;
  const void *Fdt;
};

} // namespace

std::optional<DeviceTreeNode> firmcop::binscan::readDeviceTree(Bytes Input) {
  const std::optional<std::uint32_t> Total = Input.u32be(4);
  if (!Total || *Total == 0 || *Total > INT_MAX || !Input.contains(0, *Total))
    return std::nullopt;
  // libfdt reads whole words and insists on their alignment.
  std::vector<std::uint64_t> Copy((std::uint64_t(*Total) + 7) / 8);
  std::memcpy(Copy.data(), Input.data(), *Total);
  const auto *Aligned = reinterpret_cast<const std::uint8_t *>(Copy.data());
  if (fdt_check_full(Aligned, *Total) != 0)
    return std::nullopt;
  return TreeReader(Input.first(*Total), Aligned).run();
}
