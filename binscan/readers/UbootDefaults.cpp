//===- binscan/readers/UbootDefaults.cpp - Compiled-in variables *- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// U-Boot has an environment in itself for when it finds no other one, which is
// always where none is stored: variables that end with a zero byte each, the
// last one with two (include/env_default.h).
//
//===----------------------------------------------------------------------===//

#include "binscan/Content.h"
#include "binscan/Literals.h"
#include "binscan/readers/UbootEnvironment.h"

#include <map>

using namespace firmcop::binscan;

namespace {

using namespace std::string_view_literals;

enum Mark : std::size_t { Banner, SplBanner, Delay, StopPrompt };
const Marks DefaultMarks({"U-Boot 20", "U-Boot SPL 20", "\0bootdelay="sv,
                          "Hit any key to stop autoboot"});

/// Whether it is a name, an equals sign and a value.
bool isVariable(std::string_view Text) {
  const std::size_t Equals = Text.find('=');
  constexpr std::string_view NameCharacters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";
  return Equals != Text.npos && Equals != 0 &&
         Text.substr(0, Equals).find_first_not_of(NameCharacters) == Text.npos;
}

/// The variables around the one that starts at \p At.
UbootEnvironment readAround(const Image &I, const Node &N, std::uint64_t At) {
  constexpr std::size_t Longest = 64 * 1024;
  const std::string_view Text = N.bytes().text();
  std::size_t First = At;
  while (First > 1 && At - First < Longest) {
    const std::size_t Before = Text.rfind('\0', First - 2);
    const std::size_t Start = Before == Text.npos ? 0 : Before + 1;
    if (!isVariable(Text.substr(Start, First - 1 - Start)))
      break;
    First = Start;
  }
  UbootEnvironment E;
  E.Of = &N;
  E.IsBuiltIn = true;
  while (First < Text.size() && First < At + Longest) {
    const std::string_view Entry =
        Text.substr(First, Text.find('\0', First) - First);
    if (!isVariable(Entry))
      break;
    const std::size_t Equals = Entry.find('=');
    E.Variables.push_back({Entry.substr(0, Equals), Entry.substr(Equals + 1),
                           locate(I, N, {First, Entry.size()})});
    First += Entry.size() + 1;
  }
  return E;
}

} // namespace

std::vector<UbootEnvironment>
firmcop::binscan::builtInEnvironments(const Image &I) {
  constexpr std::size_t LeastVariables = 3;
  struct Program {
    bool IsUboot = false, CanBeStopped = false;
    std::vector<std::pair<const Node *, std::uint64_t>> Places;
  };
  // What lies between things that were recognised is one program.
  std::map<const Node *, Program> Programs;
  std::vector<const Node *> Order;
  for (const Node *N : distinctLeaves(I)) {
    const Node *Whole = N->Kind == NodeKind::Unknown ? I.parent(*N) : N;
    MarkedBytes(*N).find(
        DefaultMarks, [&](std::size_t Which, std::uint64_t At) {
          const auto [Place, IsNew] = Programs.try_emplace(Whole);
          if (IsNew)
            Order.push_back(Whole);
          Program &P = Place->second;
          P.IsUboot |= Which == Banner || Which == SplBanner;
          P.CanBeStopped |= Which == StopPrompt;
          if (Which == Delay)
            P.Places.emplace_back(N, At + 1);
        });
  }
  std::vector<UbootEnvironment> All;
  for (const Node *Whole : Order) {
    const Program &P = Programs[Whole];
    // A build that asks for a password or waits for nothing has another prompt
    // or none.
    if (!P.IsUboot || !P.CanBeStopped)
      continue;
    for (const auto &[N, At] : P.Places)
      if (UbootEnvironment E = readAround(I, *N, At);
          E.Variables.size() >= LeastVariables) {
        All.push_back(std::move(E));
        break;
      }
  }
  return All;
}
