//===- checks/UnitRecord.cpp - The result of one file ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/UnitRecord.h"
#include "core/flow/Bytes.h"
#include "core/flow/Serialise.h"

using firmcop::flow::ByteReader;
using firmcop::flow::ByteWriter;

namespace firmcop {

namespace {

constexpr std::string_view Magic = "firmcop record\n";
/// Changes with every change of the encoding below.
constexpr unsigned Schema = 2;

void write(ByteWriter &W, const FilePlace &Where) {
  W.text(Where.File);
  W.number(Where.Offset);
}

void write(ByteWriter &W, const LoggedFinding &F) {
  W.number(F.Arguments.size());
  for (const std::string &Argument : F.Arguments)
    W.text(Argument);
  W.text(F.Function);
  W.number(F.Length);
  W.number(F.Severity ? 1 + static_cast<unsigned>(*F.Severity) : 0);
  W.number(F.Flow.size());
  for (const LoggedNote &Step : F.Flow) {
    write(W, Step.Where);
    W.text(Step.Text);
    W.number(Step.CallDepth);
  }
  W.text(F.Evidence);
  W.number(F.MaskLiterals);
  W.number(F.IsSuppressed);
}

void write(ByteWriter &W, const FindingLog &Log) {
  W.number(Log.findings().size());
  for (const auto &[Key, Finding] : Log.findings()) {
    W.text(std::get<0>(Key));
    write(W, std::get<1>(Key));
    W.text(std::get<2>(Key));
    write(W, Finding);
  }
  W.number(Log.translationUnits().size());
  for (const auto &[File, IsComplete] : Log.translationUnits()) {
    W.text(File);
    W.number(IsComplete);
  }
  W.number(Log.rules().size());
  for (std::string_view Id : Log.rules())
    W.text(Id);
}

class RecordReader {
public:
  explicit RecordReader(std::string_view Bytes) : R(Bytes) {}

  /// Whether the bytes hold a record and nothing else.
  bool run(UnitRecord &To, std::string &Key) {
    Key = R.text();
    To.MainFile = R.text();
    times([&] {
      ReadFile File;
      File.Path = R.text();
      File.Digest = R.text();
      To.Read.push_back(std::move(File));
    });
    To.Diagnostics = R.text();
    To.Messages = R.text();
    To.Output = R.text();
    To.ExitCode = R.as<std::uint8_t>();
    for (unsigned &Number : To.Hidden)
      Number = R.as<std::uint32_t>();
    To.Configuration = R.text();
    readLog(To.Log);
    times([&] { To.SystemFiles.insert(R.text()); });
    times([&] { To.ModelNames.insert(R.text()); });
    times([&] {
      if (const Rule *Known = rule())
        To.FlowRules.insert(Known->Id);
    });
    times([&] {
      auto U = flow::fromBytes(R.text(), To.MainFile);
      if (U)
        To.Units.push_back(std::move(*U));
      else
        IsBroken = true;
    });
    return !IsBroken && !R.hasFailed() && R.atEnd();
  }

private:
  template <class Reader> void times(Reader Read) {
    std::size_t Count = R.count();
    for (std::size_t I = 0; I < Count && !R.hasFailed() && !IsBroken; ++I)
      Read();
  }

  /// The rule that an id names; a record of other rules is of no use.
  const Rule *rule() {
    const Rule *Found = findRule(R.text());
    IsBroken |= !Found;
    return Found;
  }

  FilePlace place() {
    FilePlace Where;
    Where.File = R.text();
    Where.Offset = R.as<std::uint32_t>();
    return Where;
  }

  void readLog(FindingLog &Log) {
    times([&] {
      const Rule *Of = rule();
      FilePlace Where = place();
      std::string Message = R.text();
      LoggedFinding Finding = readFinding();
      if (Of)
        Log.add(*Of, Where, std::move(Message), std::move(Finding));
    });
    times([&] {
      std::string File = R.text();
      Log.addUnit(File, R.flag());
    });
    times([&] {
      if (const Rule *Known = rule())
        Log.ran(*Known);
    });
  }

  LoggedFinding readFinding() {
    LoggedFinding F;
    times([&] { F.Arguments.push_back(R.text()); });
    F.Function = R.text();
    F.Length = R.as<std::uint32_t>();
    if (auto Severity = R.number(1 + static_cast<unsigned>(Level::Error)))
      F.Severity = static_cast<Level>(Severity - 1);
    times([&] {
      LoggedNote Step;
      Step.Where = place();
      Step.Text = R.text();
      Step.CallDepth = R.as<std::uint32_t>();
      F.Flow.push_back(std::move(Step));
    });
    F.Evidence = R.text();
    F.MaskLiterals = R.flag();
    F.IsSuppressed = R.flag();
    return F;
  }

  ByteReader R;
  bool IsBroken = false;
};

} // namespace

std::string toBytes(const UnitRecord &R, std::string_view Key) {
  ByteWriter W;
  W.text(Key);
  W.text(R.MainFile);
  W.number(R.Read.size());
  for (const ReadFile &File : R.Read) {
    W.text(File.Path);
    W.text(File.Digest);
  }
  W.text(R.Diagnostics);
  W.text(R.Messages);
  W.text(R.Output);
  W.number(static_cast<std::uint8_t>(R.ExitCode));
  for (unsigned Number : R.Hidden)
    W.number(Number);
  W.text(R.Configuration);
  write(W, R.Log);
  W.number(R.SystemFiles.size());
  for (const std::string &File : R.SystemFiles)
    W.text(File);
  W.number(R.ModelNames.size());
  for (const std::string &Name : R.ModelNames)
    W.text(Name);
  W.number(R.FlowRules.size());
  for (std::string_view Id : R.FlowRules)
    W.text(Id);
  W.number(R.Units.size());
  for (const flow::Unit &U : R.Units)
    W.text(flow::toBytes(U));
  std::string Content = W.take();
  ByteWriter Head;
  Head.number(Schema);
  Head.number(flow::checksum(Content));
  return std::string(Magic) + Head.take() + Content;
}

Result<UnitRecord> recordFromBytes(std::string_view Bytes,
                                   std::string_view Path, std::string &Key) {
  auto Bad = [&](std::string What) {
    return Problem{Stage::Input, Level::Warning, std::string(Path),
                   std::move(What)};
  };
  if (!Bytes.starts_with(Magic))
    return Bad("This is no result that firmcop-tidy has captured; it is left "
               "aside.");
  Bytes.remove_prefix(Magic.size());
  ByteReader Head(Bytes);
  if (Head.number() != Schema && !Head.hasFailed())
    return Bad("The result was captured by another version of firmcop-tidy; "
               "capture it again.");
  std::uint64_t Sum = Head.number();
  UnitRecord Record;
  if (Head.hasFailed() || flow::checksum(Head.rest()) != Sum ||
      !RecordReader(Head.rest()).run(Record, Key))
    return Bad("The captured result is damaged; capture it again.");
  return Record;
}

} // namespace firmcop
