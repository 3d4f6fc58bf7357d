//===- sarif/Addresses.h - run.addresses, and references to it --*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_SARIF_ADDRESSES_H
#define FIRMCOP_SARIF_ADDRESSES_H

#include "firmcop/Location.h"
#include "sarif/Json.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>

namespace firmcop {

/// run.addresses: modules, their sections, their functions, and the places
/// found in them, each referring to what encloses it.
class AddressTable {
public:
  /// The physicalLocation.address of a place with an address: the table's entry
  /// with its index. The entry is added when it is new.
  Json reference(const Location &L);

  /// run.addresses
  const Json &toJson() const { return Entries; }

private:
  std::size_t add(Json Entry, std::optional<std::size_t> Parent);

  Json Entries = Json::array();
  std::map<std::string, std::size_t> Indices; ///< by the entry's text
};

} // namespace firmcop

#endif // FIRMCOP_SARIF_ADDRESSES_H
