//===- core/flow/CheckOrigin.cpp - Sinks that ask where data is from ------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A key, a password or a nonce is judged by where it comes from. What is fixed
// in the program is told where it is written, because there it has to be
// changed, and each such place once, however many calls it reaches.
//
//===----------------------------------------------------------------------===//

#include "core/flow/Frame.h"
#include "firmcop/Finding.h"
#include "firmcop/Names.h"

#include <string>

using namespace firmcop;
using namespace firmcop::flow;

std::optional<Value> Frame::textFrom(State &S, ValueId Pointer,
                                     KindMask Wanted) {
  ValueId Content = contentAt(S, Pointer);
  if (!Content)
    return std::nullopt;
  const Value V = known(S, Content);
  if (V.isFrom(Wanted))
    return V;
  // An array of texts, such as the arguments of a program.
  for (Place At : TargetSets[Values[Content].Targets])
    if (const Value Inner = known(S, content(S, At)); Inner.isFrom(Wanted))
      return Inner;
  return std::nullopt;
}

/// Who decrypted data, or computed with it, has not taken it as it came.
static bool isAsItCame(const Value &V, KindMask Wanted, KindMask Input) {
  return !V.IsDecrypted || (V.Kinds & Wanted & ~Input) != 0;
}

/// A place for bytes that nobody types or reads: zeros there are as fixed as
/// any others.
static bool takesAnyBytes(std::string_view Kind) {
  return Kind == "crypto-key" || Kind == "psk" || Kind == "iv" ||
         Kind == "nonce" || Kind == "salt";
}

static bool isSecretText(std::string_view Kind) {
  return Kind == "password" || Kind == "token" || Kind == "wifi-passphrase";
}

/// The number that a password of digits is, if it is fixed in the program; a
/// small one is a flag, or no password yet.
static bool isPasskey(const Value &V, std::string_view Kind) {
  constexpr std::int64_t Least = 1000;
  return Kind == "password" && V.Of.isInteger() && V.Of.Bits >= 16 &&
         V.Constants && V.Range.isConstant() && V.Range.Low >= Least;
}

void Frame::reportConstant(std::uint32_t Index, const RowEffect &E,
                           const Value &V, std::string_view Sink, bool IsDirect,
                           std::optional<Level> Severity) {
  const ModelRow &Row = *E.Row;
  // The keys of a library's test of itself guard nothing.
  if (isSelfTest(P.symbols()[F.Symbol].Name) ||
      F.Operations[Index].Flags & Operation::IsOwn)
    return;
  FlowFinding Found;
  Found.Function = FunctionIndex;
  Found.Where = F.Positions[Index];
  Found.IsDirect = IsDirect;
  const auto &Set = Shared.ConstantTable[V.Constants];
  for (Operand Each : Set)
    if (Each.kind() == Operand::Kind::Literal)
      Found.Constant = P.literals()[Each.Index].Bytes;
  std::erase(Found.Constant, '\0');
  Traces &Table = Shared.TraceTable;
  TraceId Begin = Table.source(V.Trace);
  const std::string How = Begin ? Table.name(Table[Begin]) : "";
  if (How == WrittenHere || How.ends_with(FillsIt)) {
    Found.Path = Table.expand(V.Trace);
    // A buffer of zeros is nobody's secret before it is handed on as one.
    if (How != WrittenHere)
      for (TraceId T = V.Trace; Table[T].Before; T = Table[T].Before)
        if (Table[T].Of == StepKind::Argument && Table[T].Before)
          Begin = T;
    const Step &Written = Table[Begin];
    Found.IsDirect &=
        Written.Function == FunctionIndex || Written.Function == Program::None;
    if (How == WrittenHere || Written.Of == StepKind::Argument) {
      Found.Where = Written.Where;
      if (Written.Function != Program::None)
        Found.Function = Written.Function;
    }
    Found.Path.push_back({F.Positions[Index],
                          "It reaches '" + std::string(Sink) + "'.", 0,
                          StepKind::Through});
  }
  Found.Evidence = P.symbols()[F.Symbol].Name + ":" + std::string(Sink);
  for (const Demand &D : E.Demands) {
    if (!(D.From & Vocabulary::Constant))
      continue;
    FlowFinding Each = Found;
    Each.Of = D.Of;
    Each.Severity = Severity.value_or(D.Of->DefaultLevel);
    Each.Arguments = {std::string(Sink), std::string(Row.Text)};
    if (D.Of->Source == Method::Ast && E.Asks != Need::Unused) {
      std::string_view What = Shared.Words.meaningOf(Row.Kind);
      for (std::string_view Article : {"a ", "an ", "the "})
        if (What.starts_with(Article)) {
          What.remove_prefix(Article.size());
          break;
        }
      Each.Arguments = {std::string(What) + " given to", std::string(Sink),
                        isPasskey(V, Row.Kind)   ? "a fixed number"
                        : Found.Constant.empty() ? "computed from constants"
                                                 : masked(Found.Constant)};
    }
    Shared.report(std::move(Each));
  }
}

bool Frame::isUsable(const Value &V, std::string_view Kind) const {
  // Nothing but zeros is what a buffer is before it is filled.
  bool IsComputed = V.Constants == 0 && V.Of.isInteger();
  bool IsZero = !IsComputed, CanBeSecret = IsComputed;
  bool IsNothing = false, IsSomething = false;
  for (Operand Each : Shared.ConstantTable[V.Constants]) {
    if (Each.kind() != Operand::Kind::Literal)
      continue;
    // No text is no key; bytes that are not set are zeros.
    const Literal &L = P.literals()[Each.Index];
    if (L.Of == Literal::Kind::Text && L.Bytes.empty()) {
      IsNothing = true;
      continue;
    }
    IsSomething = true;
    // Wide characters are as good as others.
    std::string Text = P.literals()[Each.Index].Bytes;
    std::erase(Text, '\0');
    IsZero &= Text.empty();
    CanBeSecret |= Shared.canBeSecret(Text);
  }
  if (IsNothing && !IsSomething)
    return false;
  if (IsZero && (!takesAnyBytes(Kind) || V.IsOther))
    return false;
  return CanBeSecret || !isSecretText(Kind);
}

static Value withoutConstants(Value V) {
  V.Kinds &= ~Vocabulary::Constant;
  return V;
}

void Frame::judgeOrigin(State &S, std::uint32_t Index, ValueId What,
                        const RowEffect &E, std::string_view Sink) {
  // A password that is hashed with a salt is most often kept as that hash.
  std::optional<Level> Severity;
  if (E.Row->Kind == "password" && Shared.Words.isOfKind(E.Row->Name, "salt"))
    Severity = Level::Note;
  KindMask Wanted = 0;
  for (const Demand &D : E.Demands)
    Wanted |= D.From;
  const KindMask Outside = Wanted & ~Vocabulary::Constant;
  const KindMask Input = Shared.Words.input();
  const Value Itself = known(S, What);
  if (Itself.isFrom(Outside) && isAsItCame(Itself, Outside, Input))
    report(Index, E.Demands, withoutConstants(Itself), Sink, Severity);
  if (isPasskey(Itself, E.Row->Kind))
    reportConstant(Index, E, Itself, Sink, /*IsDirect=*/true);
  if (!Values[What].Targets)
    return;
  // A record that stands for a text.
  for (Place At : std::vector<Place>(TargetSets[Values[What].Targets]))
    for (std::uint32_t Field : Shared.wrappedContents()) {
      Place Inner = {At.Object, Shared.PathTable.field(At.Path, Field)};
      if (At.Object < LiteralObject && (S.at(Inner) || Shared.initialOf(Inner)))
        judgeOrigin(S, Index, load(S, Inner, Type(Type::Kind::Pointer)), E,
                    Sink);
    }
  if (std::optional<Value> V = textFrom(S, What, Outside);
      V && isAsItCame(*V, Outside, Input))
    report(Index, E.Demands, withoutConstants(*V), Sink, Severity);
  if (!(Wanted & Vocabulary::Constant))
    return;
  // Of several constants each is told.
  for (Place At : std::vector<Place>(TargetSets[Values[What].Targets]))
    if (const Value V = known(S, content(S, At));
        V.isFrom(Vocabulary::Constant) &&
        (isUsable(V, E.Row->Kind) || isPasskey(V, E.Row->Kind)))
      reportConstant(Index, E, V, Sink, At.Object >= LiteralObject);
}

/// Something such as a setting decides whether it is this value or one that the
/// row says nothing of.
bool Frame::isOneOfSeveral(State &S, const Operation &O, const ModelRow &Row,
                           std::span<const ValueId> Arguments) {
  return std::ranges::any_of(Row.When, [&](const Condition &C) {
    ValueId At = atPort(S, O, C.At, Arguments);
    if (!At)
      return false;
    const Value V = known(S, At);
    return (V.Of.isInteger() && !V.Range.isConstant()) ||
           std::ranges::any_of(
               Shared.ConstantTable[V.Constants], [&](Operand Each) {
                 if (Each.kind() != Operand::Kind::Literal)
                   return false;
                 const Literal &L = P.literals()[Each.Index];
                 return L.Of == Literal::Kind::Integer &&
                        !C.holdsForValue(L.Integer) &&
                        std::ranges::none_of(L.Names,
                                             [&](const std::string &Name) {
                                               return C.holdsForName(Name);
                                             });
               });
  });
}

void Frame::checkOrigin(State &S, std::uint32_t Index, const Operation &O,
                        const RowEffect &E,
                        std::span<const ValueId> Arguments) {
  if (E.Asks == Need::Unused) {
    reportConstant(Index, E, Value(), Library.Name, /*IsDirect=*/true,
                   isOneOfSeveral(S, O, *E.Row, Arguments)
                       ? std::optional(Level::Note)
                       : std::nullopt);
    return;
  }
  Port At = E.Row->At;
  At.Pointee = false;
  if (ValueId What = atPort(S, O, At, Arguments))
    judgeOrigin(S, Index, What, E, Library.Name);
}

void Frame::checkField(State &S, std::uint32_t Index, Place At, ValueId What) {
  for (PathId Path = At.Path; Path; Path = Shared.PathTable.parent(Path)) {
    Selector Last = Shared.PathTable.last(Path);
    if (Last.Of != Selector::Kind::Field)
      continue;
    std::string_view Name = P.fields()[Last.Index];
    for (const RowEffect &E : Shared.Words.fieldEffects(Name)) {
      std::string_view Field = Name.substr(Name.rfind(':') + 1);
      if (E.Asks != Need::Unused)
        judgeOrigin(S, Index, What, E, Field);
      else if (std::ranges::all_of(E.Row->When, [&](const Condition &C) {
                 return holds(S, C, What);
               }))
        reportConstant(Index, E, Value(), Field, /*IsDirect=*/true);
    }
    return;
  }
}
