//===- binscan/DeviceTree.h - Flattened device trees ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_DEVICETREE_H
#define FIRMCOP_BINSCAN_DEVICETREE_H

#include "binscan/Bytes.h"

#include <optional>
#include <string_view>
#include <vector>

namespace firmcop::binscan {

/// A node of a device tree. Names and values are views of the bytes that the
/// tree was read from.
struct DeviceTreeNode {
  struct Property {
    std::string_view Name;
    Bytes Value;
  };

  std::string_view Name; ///< with its unit address: "kernel@1"; root: empty
  std::vector<Property> Properties;
  std::vector<DeviceTreeNode> Children;

  /// A property's value; nothing when there is no such property.
  std::optional<Bytes> property(std::string_view Name) const;
  /// A property that is text, without its final zero byte.
  std::optional<std::string_view> text(std::string_view Name) const;
  /// A property that is one 32-bit number.
  std::optional<std::uint32_t> number(std::string_view Name) const;
  /// The node at "a/b" below this one; null when there is none.
  const DeviceTreeNode *find(std::string_view Path) const;
};

/// The tree that \p Input starts with; nothing when it is not sound in every
/// part. adapters/Fdt.cpp.
std::optional<DeviceTreeNode> readDeviceTree(Bytes Input);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_DEVICETREE_H
