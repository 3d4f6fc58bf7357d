//===- core/flow/UpdateLibrary.cpp - Libraries on the way of an update ----===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/UpdateFrame.h"
#include "core/flow/UpdateNames.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::flow;

std::string_view UpdateWalk::textOf(const PathState &S, TermId V) const {
  if (!V)
    return {};
  if (T[V].Of == Term::Kind::Text)
    return P.literals()[T[V].A].Bytes;
  for (const FlatMap<TermId, TermId> *In : {&S.Cells, &Constants})
    if (auto Held = In->find(V); Held != In->end())
      return T[Held->second].Of == Term::Kind::Text
                 ? std::string_view(P.literals()[T[Held->second].A].Bytes)
                 : std::string_view();
  return {};
}

std::string UpdateWalk::commandLine(const PathState &S, unsigned From,
                                    std::span<const TermId> Arguments) const {
  std::string Line;
  for (std::size_t I = From; I < Arguments.size(); ++I) {
    if (std::string_view Text = textOf(S, Arguments[I]); !Text.empty())
      Line += std::string(Text) + ' ';
    else if (auto Some = Choices.find(Arguments[I]); Some != Choices.end())
      for (TermId Each : Some->second)
        Line += P.literals()[T[Each].A].Bytes + ' ';
    // The arguments of a program as an array.
    else if (Arguments[I] && T.isAddress(Arguments[I]))
      for (auto [At, V] : S.Cells)
        if (At != Arguments[I] && T.isWithin(At, Arguments[I]) &&
            T[V].Of == Term::Kind::Text)
          Line += P.literals()[T[V].A].Bytes + ' ';
  }
  return Line;
}

bool UpdateWalk::holds(Frame &F, const Operation &O, const ModelRow &Row,
                       std::span<const TermId> Arguments,
                       const PathState &S) const {
  for (const Condition &C : Row.When) {
    if (C.At.Of != Port::Base::Argument || C.At.Index >= Arguments.size() ||
        !Arguments[C.At.Index])
      return false;
    TermId V = Arguments[C.At.Index];
    TermRange Range = rangeOf(S, V);
    bool Holds = Range.isConstant() && C.holdsForValue(Range.In.Low);
    if (std::string_view Text = textOf(S, V); !Text.empty())
      Holds |= C.holdsForText(Text);
    Operand Written = F.Body.Pool[O.Extra + C.At.Index];
    if (Written.kind() == Operand::Kind::Literal)
      for (const std::string &Name : P.literals()[Written.Index].Names)
        Holds |= C.holdsForName(Name);
    if (!Holds)
      return false;
  }
  return true;
}

/// The results of a verification for a good signature, and for a bad one.
static std::pair<TermRange, TermRange> rangesOf(Success Is) {
  switch (Is) {
  case Success::Zero:
    return {TermRange::constant(0), {Interval(), 0}};
  case Success::One:
    return {TermRange::constant(1), {Interval(), 1}};
  case Success::NonZero:
    return {{Interval(), 0}, TermRange::constant(0)};
  case Success::Positive:
    return {{{1, Interval::Most}, {}}, {{Interval::Least, 0}, {}}};
  case Success::NotNegative:
    return {{{0, Interval::Most}, {}}, {{Interval::Least, -1}, {}}};
  case Success::None:
    break;
  }
  return {};
}

void UpdateWalk::verify(Frame &F, PathState &S, std::uint32_t Index,
                        std::uint32_t Symbol, std::span<const TermId> Arguments,
                        std::vector<Exit> &After) {
  std::uint32_t Number = callNumber(F, Index, Symbol);
  TermId Result = fresh(F.Index, Index);
  if (std::string Files = commandLine(S, 0, Arguments); !Files.empty())
    VerifiedFiles[Number] = Files;
  follow(F, S);
  struct Told {
    TermId By;
    TermId At; ///< 0 for the result
    TermRange Good, Bad;
  };
  std::vector<Told> Tells;
  for (const ModelRow &Row : U.rows(Symbol)) {
    if (Row.Kind != "signature-verification" || Row.SuccessIs == Success::None)
      continue;
    auto [Good, Bad] = rangesOf(Row.SuccessIs);
    if (Row.At.Of == Port::Base::ReturnValue)
      Tells.push_back({Result, 0, Good, Bad});
    else if (Row.At.Of == Port::Base::Argument && Row.At.Pointee &&
             Row.At.Index < Arguments.size() && Arguments[Row.At.Index])
      Tells.push_back({fresh(F.Index, Index, 2 + Row.At.Index),
                       Arguments[Row.At.Index], Good, Bad});
  }
  auto Split = [&] {
    PathState Here = S;
    Here.Is.Is = Verification::Bad;
    Here.Is.IsTold = Here.Is.IsInstalled = false;
    Here.Is.Way = 0;
    Here.Is.Verified = Number;
    Here.Telling.clear();
    for (const Told &Each : Tells) {
      Here.Facts.erase(Each.By);
      if (Each.At)
        store(Here, Each.At, Each.By);
    }
    return Here;
  };
  PathState Good = Split();
  Good.Is.Is = Verification::Good;
  for (const Told &Each : Tells)
    Good.Facts[Each.By] = Each.Good;
  After.push_back({std::move(Good), Result});
  for (std::size_t K = 0; K < Tells.size(); ++K) {
    PathState Bad = Split();
    Bad.Is.Way = static_cast<std::uint8_t>(K);
    for (std::size_t J = 0; J < Tells.size(); ++J) {
      Bad.Telling.insert(Tells[J].By);
      // What was set before a failure says so as well; what comes after it
      // keeps what is harmless.
      if (J == K)
        Bad.Facts[Tells[J].By] = Tells[J].Bad;
      else
        Bad.Facts[Tells[J].By] = J < K ? Tells[J].Good
                                 : Tells[J].Good.contains(0)
                                     ? Tells[J].Bad
                                     : TermRange::constant(0);
    }
    After.push_back({std::move(Bad), Result});
  }
}

/// Somebody else sends it, now.
static bool isFromPeer(std::string_view Kind) {
  return Kind == "remote-input" || Kind == "http-input" ||
         Kind == "mqtt-input" || Kind == "ble-input" ||
         Kind == "serial-input" || Kind == "usb-input";
}

/// The function may verify what it is given; not one that only moves data.
static bool looksAtData(const ModelRow &Row) {
  return Row.Kind == "signature-verification" ||
         Row.Kind == "hash-verification" || Row.Kind == "crc-check" ||
         Row.Kind == "authentication-code" || Row.Kind == "hash-data" ||
         Row.Kind == "authenticated-data" || Row.Kind == "decrypted-content" ||
         Row.Kind == "crypto-key" || Row.Kind == "weak-hash";
}

bool UpdateWalk::callLibrary(Frame &F, PathState &S, std::uint32_t Index,
                             std::uint32_t Symbol,
                             std::span<const TermId> Arguments,
                             std::vector<Exit> &After) {
  if (P.symbols()[Symbol].IsNoReturn)
    return true;
  const Operation &O = F.Body.Operations[Index];
  if (O.Flags & Operation::IsMethod && !Arguments.empty())
    Arguments = Arguments.subspan(1);
  TermId Result = fresh(F.Index, Index);
  bool IsDriver = U.isFlashDriver(Symbol);
  if (IsDriver) {
    // The data is what is pointed to, or else what comes last.
    TermId Data = 0;
    for (TermId Each : Arguments)
      if (Each && (!Data || T.isAddress(Each)))
        Data = Each;
    install(F, S, Index, Installation::Write, Symbol, Data, Arguments);
  }
  std::span<const ModelRow> Rows = U.rows(Symbol);
  if (Rows.empty()) {
    if (IsDriver)
      After.push_back({std::move(S), Result});
    return IsDriver;
  }
  auto At = [&](const Port &Where) -> TermId {
    return Where.Of == Port::Base::Argument && Where.Index < Arguments.size()
               ? Arguments[Where.Index]
               : 0;
  };
  bool IsLibrary = P.definition(Symbol) == Program::None || IsDriver;
  bool IsSplit = false, IsLasting = false;
  for (const ModelRow &Row : Rows)
    IsLasting |= Row.Kind == "boot-verification";
  if (IsLasting && !U.hasOption("boot-verification-off"))
    succeed(F, S, callNumber(F, Index, Symbol));
  // What a call fills is not what it was before.
  if (IsLibrary)
    for (const ModelRow &Row : Rows)
      if (TermId Where = At(Row.At); Where && Row.At.Pointee &&
                                     T.isAddress(Where) &&
                                     Row.Kind != "content-append")
        forget(S, Where, fresh(F.Index, Index, 400 + Row.At.Index));
  // So is a number that it gets the address of, whether or not a row tells why.
  if (IsLibrary)
    for (std::size_t K = 0; K < Arguments.size(); ++K)
      if (const Term &Where = T[Arguments[K]];
          Where.Of == Term::Kind::Local &&
          P.functions()[Where.A].Locals[Where.B].Of.isInteger())
        forget(S, Arguments[K],
               fresh(F.Index, Index, 500 + static_cast<std::int64_t>(K)));
  TermId Compared = 0;
  bool IsCommand = false; ///< that verifies
  for (const ModelRow &Row : Rows) {
    if (!Row.When.empty() && !holds(F, O, Row, Arguments, S))
      continue;
    std::string_view Kind = Row.Kind;
    bool IsBootVerified = !U.hasOption("boot-verification-off") &&
                          U.hasOption("boot-verification", Row.Library);
    if (Kind == "no-return") {
      return true;
    } else if (Kind == "image-commit") {
      IsLibrary = true;
      if (!IsBootVerified)
        install(F, S, Index, Installation::Commit, Symbol, 0);
      else
        leaveToBoot(F, Index, Installation::Commit, Symbol);
    } else if (Kind == "flash-write") {
      IsLibrary = true;
      if (!IsBootVerified)
        install(F, S, Index, Installation::Write, Symbol, At(Row.At),
                Arguments);
    } else if (Kind == "command" || Kind == "program") {
      if (!U.namesFlash())
        continue;
      std::string Line = commandLine(S, Row.At.Index, Arguments);
      if (isFlashCommand(Line)) {
        install(F, S, Index, Installation::Command, Symbol, 0);
        noteFiles(F, S, Index, Line);
      } else if (Kind == "command" && isVerificationCommand(Line)) {
        // What a stream of it says is read by somebody, or nobody.
        IsCommand = O.Of.isInteger();
        if (!IsCommand)
          succeed(F, S, callNumber(F, Index, Symbol));
        VerifiedFiles[callNumber(F, Index, Symbol)] = Line;
      }
    } else if (Kind == "file-write") {
      if (TermId File = At(Row.At); File && Devices.contains(File))
        install(F, S, Index, Installation::Device, Symbol, File);
    } else if (Kind == "file-path") {
      std::string_view Path = textOf(S, At(Row.At));
      if (isFlashDevice(Path) && !isAboutStoredData(Path)) {
        Devices.insert(Result);
        if (Path.find('%') == Path.npos)
          NamedDevices.insert(Result);
      }
    } else if (Kind == "signature-verification") {
      IsLibrary = true;
      if (!IsSplit && Row.SuccessIs == Success::None)
        succeed(F, S, callNumber(F, Index, Symbol));
      else
        IsSplit = true;
    } else if (Kind == "authentication-code") {
      IsLibrary = true;
      succeed(F, S, callNumber(F, Index, Symbol));
      if (TermId Where = At(Row.At)) {
        TermId Code = fresh(F.Index, Index, 100 + Row.At.Index);
        forget(S, Where, Code);
        Codes.insert(Code);
      }
    } else if (Kind == "hash-verification" || Kind == "crc-check") {
      if (!S.Is.Checksum)
        S.Is.Checksum = callNumber(F, Index, Symbol);
    } else if (Kind == "memory-compare") {
      TermId Where = At(Row.At);
      if (auto Held = S.Cells.find(Where);
          Held != S.Cells.end() && Codes.contains(Held->second))
        Compared = Held->second;
    } else if (Kind == "running-slot" || Kind == "slot-handle") {
      noteSlots(F, S, Index, Row, Arguments);
    } else if (Kind == "authenticated-data") {
      measure(At(Row.At), At(Row.From));
    } else if (Kind.ends_with("-input")) {
      if (TermId Where = At(Row.At); Where && Row.At.Pointee) {
        Outside.insert(T.root(Where));
        TermId Content = fresh(F.Index, Index, 200 + Row.At.Index);
        Outside.insert(Content);
        forget(S, Where, Content);
        if (isFromPeer(Kind))
          arrive(S, Symbol, Where);
      } else if (Row.At.Of == Port::Base::ReturnValue) {
        Outside.insert(Result);
      }
    } else if (Kind == "formatted-content" || Kind == "content-copy") {
      TermId To = At(Row.At), From = At(Row.From);
      if (!To || !From)
        continue;
      TermId Held =
          T[From].Of == Term::Kind::Text || Choices.contains(From) ? From : 0;
      if (auto Cell = S.Cells.find(From); !Held && Cell != S.Cells.end())
        Held = Cell->second;
      if (!Held) {
        Held = fresh(F.Index, Index, 300 + Row.At.Index);
        if (isFromOutside(From))
          Outside.insert(Held);
      }
      forget(S, To, Held);
      Same.push_back({T.root(To), T.root(From)});
    }
  }
  // What a connection decrypts has only just arrived.
  if (std::ranges::any_of(Rows, looksAtData) &&
      std::ranges::none_of(
          Rows, [](const ModelRow &Row) { return isFromPeer(Row.Kind); }))
    for (TermId Each : Arguments)
      see(S, Each);
  // The program brings the library with it, and nothing here speaks of updates.
  if (!IsLibrary)
    return false;
  if (IsSplit) {
    verify(F, S, Index, Symbol, Arguments, After);
    return true;
  }
  if (Compared || IsCommand) {
    // Equal codes are as good as a signature; a command that has verified one
    // ends with 0.
    PathState Bad = S;
    succeed(F, S, callNumber(F, Index, Symbol));
    S.Facts[Result] = TermRange::constant(0);
    Bad.Is.Is = Verification::Bad;
    Bad.Is.IsTold = Bad.Is.IsInstalled = false;
    Bad.Is.Verified = callNumber(F, Index, Symbol);
    Bad.Facts[Result] = {Interval(), 0};
    Bad.Telling = {Result};
    After.push_back({std::move(Bad), Result});
  }
  After.push_back({std::move(S), Result});
  return true;
}
