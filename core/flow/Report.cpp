//===- core/flow/Report.cpp - What is told, where and how loud ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A sink that many callers share is told where they call it. How loud a finding
// is depends on who can send the input, and on how sure the way from there is.
//
//===----------------------------------------------------------------------===//

#include "core/flow/Frame.h"

using namespace firmcop;
using namespace firmcop::flow;

/// A path of more steps than this has many chances to be none. How often a loop
/// runs is often limited on the way by what is no comparison, such as the
/// length of a message that was received.
static constexpr std::size_t LongPath = 14, LongLocalPath = 8, LongLoopPath = 6;

/// "recv()", of the step that a path begins with.
static std::string sourceName(const Traces &Table, TraceId Path) {
  std::string_view Text = Table.name(Table[Table.source(Path)]);
  auto Begin = Text.find('\''), End = Text.find('\'', Begin + 1);
  return End == Text.npos
             ? "text"
             : std::string(Text.substr(Begin + 1, End - Begin - 1)) + "()";
}

std::optional<Level> Frame::numberLevel(const Value &V) const {
  return V.Kinds & Shared.Words.remote() ? std::nullopt
                                         : std::optional(Level::Note);
}

FlowFinding Frame::finding(std::uint32_t Index, const Rule &Of,
                           std::string_view Sink, std::string What) const {
  FlowFinding Found;
  Found.Of = &Of;
  Found.Function = FunctionIndex;
  Found.Where = F.Positions[Index];
  Found.Arguments = {std::string(Sink), std::move(What)};
  Found.Evidence = P.symbols()[F.Symbol].Name + ":" + std::string(Sink);
  return Found;
}

void Frame::report(std::uint32_t Index, std::span<const Demand> Demands,
                   const Value &V, std::string_view Sink,
                   std::optional<Level> Severity, bool CanMove) {
  ImageSink Here;
  Here.Asked = Demands;
  Here.Name = Sink;
  Here.Function = FunctionIndex;
  Here.Where = F.Positions[Index];
  Here.Severity = Severity;
  if (reportAt(Here, V, FunctionIndex, CanMove, /*IsRepeated=*/false))
    noteSink(std::move(Here), V.Trace);
}

void Frame::noteSink(ImageSink Sink, TraceId Trace) {
  const Traces &Table = Shared.TraceTable;
  const Step &Enters = Table[Table.leaf(Trace)];
  if (Enters.Of != StepKind::Input || Enters.Function != FunctionIndex)
    return;
  Sink.As = Enters.As;
  Sink.Item = Enters.Item;
  bool IsKnown = std::ranges::any_of(Sinks, [&](const ImageSink &Each) {
    return Each.Item == Sink.Item && Each.Where == Sink.Where &&
           Each.Asked.data() == Sink.Asked.data();
  });
  if (!IsKnown && Sink.Item < Given.Items.size() &&
      Sinks.size() < Image::MaximumItems)
    Sinks.push_back(std::move(Sink));
}

bool Frame::reportAt(const ImageSink &Sink, const Value &V,
                     std::uint32_t Function, bool CanMove, bool IsRepeated) {
  TraceId Passed = 0;
  if (CanMove)
    Passed = Shared.TraceTable.passedBy(
        V.Trace, Function, [this](std::uint32_t Each, bool IsNumber) {
          // Many call it, or another file does, to which it is an interface.
          auto Callers = P.callers(P.functions()[Each].Symbol);
          return Callers.size() > 1 ||
                 (Callers.size() == 1 && IsNumber &&
                  P.functions()[Callers.front()].Where.File !=
                      P.functions()[Each].Where.File);
        });
  if (IsRepeated && !Passed)
    return false;
  for (const Demand &D : Sink.Asked) {
    KindMask Kinds = V.Kinds & D.From;
    if (!Kinds)
      continue;
    // Of several sources the one that makes it as bad as it is.
    if (Kinds & Shared.Words.remote())
      Kinds &= Shared.Words.remote();
    FlowFinding Found;
    Found.Of = D.Of;
    Found.Function = Sink.Function;
    Found.Where = Sink.Where;
    Found.Arguments = {Sink.Name, std::string(Shared.Words.meaning(Kinds))};
    Found.Evidence =
        P.symbols()[P.functions()[Sink.Function].Symbol].Name + ":" + Sink.Name;
    Found.Severity = Sink.Severity.value_or(D.Of->DefaultLevel);
    // Who may set arguments and files of a device is trusted more than who
    // talks to it over a network.
    bool IsLocal =
        !(Kinds & Shared.Words.remote()) && D.From & Shared.Words.input();
    if (!Sink.Severity && Found.Severity == Level::Error && IsLocal)
      Found.Severity = Level::Warning;
    if (Passed) {
      const Step &Call = Shared.TraceTable[Passed];
      std::string Name = Shared.TraceTable.name(Call);
      if (Sink.Name == LoopSink)
        Name = "loop in '" + Name + "'";
      Found.Function = Call.Function;
      Found.Where = Call.Where;
      Found.Arguments.front() = Name;
      Found.Evidence =
          P.symbols()[P.functions()[Call.Function].Symbol].Name + ":" + Name;
    }
    if (IsRepeated && Shared.isReported(*D.Of, Found.Where))
      continue;
    // Rules that look at the syntax tree as well name the thing before they say
    // what it is.
    if (D.Of->Source == Method::Ast)
      Found.Arguments.insert(Found.Arguments.begin() + 1,
                             sourceName(Shared.TraceTable, V.Trace));
    Found.Path = Shared.TraceTable.expand(V.Trace);
    unsigned Depth = Found.Path.empty() ? 0 : Found.Path.back().Depth;
    if (!Found.Path.empty() && Found.Path.back().Of == StepKind::Argument)
      ++Depth;
    Found.Path.push_back({Sink.Where, "It reaches '" + Sink.Name + "'.", Depth,
                          StepKind::Through});
    std::size_t Long = Sink.Name == LoopSink ? LongLoopPath
                       : IsLocal             ? LongLocalPath
                                             : LongPath;
    if (Found.Path.size() > Long || Traces::isStateOfProgram(Found.Path))
      Found.Severity = Level::Note;
    Shared.report(std::move(Found));
  }
  return Passed != 0;
}
