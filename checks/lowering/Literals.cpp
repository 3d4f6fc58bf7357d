//===- checks/lowering/Literals.cpp - Constants, each of them once
//----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/lowering/Literals.h"

using firmcop::flow::Literal;
using firmcop::flow::Operand;

namespace firmcop::lowering {

Operand Literals::add(Literal L) {
  Table.push_back(std::move(L));
  return {Operand::Kind::Literal, static_cast<std::uint32_t>(Table.size() - 1)};
}

Operand Literals::integer(std::int64_t Value) {
  bool IsSmall = Value >= 0 && Value < static_cast<std::int64_t>(Small.size());
  if (IsSmall && Small[static_cast<std::size_t>(Value)] != Unused)
    return {Operand::Kind::Literal, Small[static_cast<std::size_t>(Value)]};
  auto [Known, IsNew] = Integers.try_emplace({Value, 0}, Table.size());
  if (!IsNew)
    return {Operand::Kind::Literal, Known->second};
  if (IsSmall)
    Small[static_cast<std::size_t>(Value)] = Known->second;
  Literal L;
  L.Integer = Value;
  return add(std::move(L));
}

Operand Literals::text(llvm::StringRef Bytes) {
  auto [Known, IsNew] = Texts.try_emplace(Bytes, Table.size());
  if (!IsNew)
    return {Operand::Kind::Literal, Known->second};
  Literal L;
  L.Of = Literal::Kind::Text;
  L.Bytes = Bytes.str();
  return add(std::move(L));
}

Operand Literals::bytes(llvm::StringRef Bytes) {
  auto [Known, IsNew] = Arrays.try_emplace(Bytes, Table.size());
  if (!IsNew)
    return {Operand::Kind::Literal, Known->second};
  Literal L;
  L.Of = Literal::Kind::Bytes;
  L.Bytes = Bytes.str();
  return add(std::move(L));
}

Operand Literals::named(Operand Of, llvm::StringRef Name) {
  auto [Known, IsNew] =
      NamedBefore.try_emplace({+Of.Index, Name.data()}, Table.size());
  if (!IsNew)
    return {Operand::Kind::Literal, Known->second};
  auto &Others = Named[Of.Index];
  for (unsigned Other : Others)
    if (Table[Other].Names.back() == Name) {
      Known->second = Other;
      return {Operand::Kind::Literal, Other};
    }
  Others.push_back(Table.size());
  Literal L = Table[Of.Index];
  L.Names.push_back(Name.str());
  return add(std::move(L));
}

} // namespace firmcop::lowering
