//===- sarif/Addresses.cpp - run.addresses, and references to it ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "sarif/Addresses.h"

using namespace firmcop;

std::size_t AddressTable::add(Json Entry, std::optional<std::size_t> Parent) {
  if (Parent)
    Entry["parentIndex"] = *Parent;
  auto [Found, IsNew] = Indices.try_emplace(toText(Entry), Entries.size());
  if (IsNew)
    Entries.push_back(std::move(Entry));
  return Found->second;
}

Json AddressTable::reference(const Location &L) {
  const Address &A = *L.Code;
  std::size_t Enclosing =
      add({{"kind", "module"}, {"name", L.Path}}, std::nullopt);
  if (!A.Section.empty())
    Enclosing = add({{"kind", "section"}, {"name", A.Section}}, Enclosing);
  if (!A.Function.empty())
    Enclosing = add({{"kind", "function"}, {"name", A.Function}}, Enclosing);
  Json Place = {{"absoluteAddress", A.Absolute}};
  if (!A.Function.empty())
    Place["kind"] = "instruction";
  std::size_t Index = add(std::move(Place), Enclosing);
  Json Result = Entries[Index];
  Result["index"] = Index;
  return Result;
}
