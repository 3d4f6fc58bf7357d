//===- core/flow/UpdateProgram.cpp - Who takes part in updates ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/UpdateProgram.h"
#include "core/flow/Blocks.h"
#include "core/flow/UpdateNames.h"
#include "firmcop/Names.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::flow;

static bool hasWord(const std::vector<std::string> &Words,
                    std::initializer_list<std::string_view> Of) {
  return std::ranges::any_of(Words, [&](const std::string &Word) {
    return std::ranges::find(Of, Word) != Of.end();
  });
}

template <class T> static void makeUnique(std::vector<T> &List) {
  std::ranges::sort(List);
  auto Same = std::ranges::unique(List);
  List.erase(Same.begin(), Same.end());
}

//===--- What rows and names say ------------------------------------------===//

std::span<const ModelRow> UpdateProgram::rows(std::uint32_t Symbol) const {
  const std::string &Name = P.symbols()[Symbol].ModelName;
  return Name.empty() ? std::span<const ModelRow>()
                      : Models.rows(Subject::Function, Name);
}

const ModelRow *UpdateProgram::row(std::uint32_t Symbol,
                                   std::string_view Kind) const {
  for (const ModelRow &Row : rows(Symbol))
    if (Row.Kind == Kind)
      return &Row;
  return nullptr;
}

bool UpdateProgram::saysItVerifies(std::uint32_t Symbol) const {
  std::string_view Name = P.symbols()[Symbol].Name;
  if (!isAboutVerification(Name) && Name != "verify")
    return false;
  std::uint32_t Body = P.definition(Symbol);
  if (Body == Program::None)
    return true;
  // An algorithm of the program's own calculates; what only hands on, or
  // returns a constant, is looked into instead.
  constexpr unsigned Much = 10;
  auto Words = identifierWords(Name);
  if (!hasWord(Words, {"ecdsa", "rsa", "ed25519", "eddsa", "ecc", "pkcs1",
                       "pss", "lms", "xmss", "mldsa", "dilithium", "hmac",
                       "cmac", "signature", "sign", "sig", "ed"}))
    return false;
  unsigned Calculations = 0;
  for (const Operation &O : P.functions()[Body].Operations)
    Calculations +=
        O.Op == Opcode::Call || (O.Op >= Opcode::Add && O.Op <= Opcode::Xor);
  return Calculations >= Much;
}

bool UpdateProgram::saysItReceives(std::uint32_t Symbol) const {
  if (!rows(Symbol).empty())
    return false;
  auto Words = identifierWords(P.symbols()[Symbol].Name);
  return hasWord(Words, {"recv", "receive", "read", "readb", "readline", "rx",
                         "getc", "getchar", "getbyte", "get", "gets",
                         "download", "fetch", "in"}) &&
         hasWord(Words,
                 {"uart",  "usart",  "serial", "usb",    "can",    "spi",
                  "i2c",   "radio",  "ble",    "bt",     "lora",   "eth",
                  "net",   "socket", "sock",   "tcp",    "udp",    "http",
                  "https", "tftp",   "ftp",    "coap",   "mqtt",   "host",
                  "modem", "gsm",    "xmodem", "ymodem", "zmodem", "packet",
                  "pkt",   "frame",  "comm",   "comms",  "link"});
}

bool UpdateProgram::saysItStarts(std::uint32_t Symbol) const {
  if (!isProgramStart(P.symbols()[Symbol].Name) || !rows(Symbol).empty())
    return false;
  std::uint32_t Body = P.definition(Symbol);
  if (Body == Program::None)
    return P.symbols()[Symbol].IsNoReturn;
  const Function &F = P.functions()[Body];
  return std::ranges::none_of(reversePostOrder(F), [&](std::uint32_t Each) {
    const Block &B = F.Blocks[Each];
    return F.Operations[B.First + B.Count - 1].Op == Opcode::Return;
  });
}

bool UpdateProgram::listens(std::uint32_t FunctionIndex) const {
  auto IsHeard = [&](std::uint32_t Symbol) {
    return isReceiver(Symbol) ||
           std::ranges::any_of(rows(Symbol), [](const ModelRow &Row) {
             return Row.Kind == "serial-input" || Row.Kind == "usb-input" ||
                    Row.Kind == "ble-input" || Row.Kind == "remote-input";
           });
  };
  return std::ranges::any_of(above(FunctionIndex), [&](std::uint32_t Each) {
    return std::ranges::any_of(
        P.functions()[Each].Operations, [&](const Operation &O) {
          return O.Op == Opcode::Call &&
                 O.A.kind() == Operand::Kind::Function && IsHeard(O.A.Index);
        });
  });
}

void UpdateProgram::readNames() {
  Names.resize(P.symbols().size());
  for (std::uint32_t S = 0; S < Names.size(); ++S)
    if (P.symbols()[S].IsFunction) {
      Names[S].IsVerifier = saysItVerifies(S);
      Names[S].IsChecksum = firmcop::isChecksum(P.symbols()[S].Name);
      Names[S].IsReceiver = saysItReceives(S);
      Names[S].IsStart = saysItStarts(S);
    }
}

bool UpdateProgram::isStart(const Function &, const Operation &Call) const {
  return Call.A.kind() != Operand::Kind::Function && Call.Count == 0 &&
         Call.Of.kind() == Type::Kind::Void;
}

bool UpdateProgram::isCastAddress(const Function &F, Operand Callee) {
  auto Source = [&](Operand At) -> const Operation * {
    auto Found = std::ranges::find_if(F.Operations, [&](const Operation &O) {
      return At.kind() == Operand::Kind::Temporary && O.Result == At.Index;
    });
    return Found == F.Operations.end() ? nullptr : &*Found;
  };
  const Operation *Cast = Source(Callee);
  if (!Cast || Cast->Op != Opcode::Cast || !Cast->Of.isPointer())
    return false;
  const Operation *Number = Source(Cast->A);
  return Number && Number->Of.isInteger();
}

//===--- Calls through pointers -------------------------------------------===//

void UpdateProgram::resolvePointers(const PointerFlow &Flow) {
  Indirect.resize(P.functions().size());
  PointerFields.resize(P.functions().size());
  for (const PointerFlow::Use &Each : Flow.uses()) {
    std::span<const std::uint32_t> Held = Flow.of(Each.Through);
    std::vector<std::uint32_t> Found(Held.begin(), Held.end());
    std::ranges::sort(Found);
    Indirect[Each.Function][Each.Operation] = std::move(Found);
    if (auto Field = PointerFlow::fieldOf(Each.Through))
      PointerFields[Each.Function][Each.Operation] = *Field;
  }
}

std::vector<std::uint32_t>
UpdateProgram::callees(std::uint32_t FunctionIndex,
                       std::uint32_t Operation) const {
  const flow::Operation &O = P.functions()[FunctionIndex].Operations[Operation];
  std::vector<std::uint32_t> Found;
  if (O.A.kind() == Operand::Kind::Function) {
    Found.push_back(O.A.Index);
    if (O.Flags & flow::Operation::IsVirtual)
      for (std::uint32_t Each : P.overriders(O.A.Index))
        if (Found.size() < PointerFlow::MaximumCallees)
          Found.push_back(Each);
  } else if (auto Each = Indirect[FunctionIndex].find(Operation);
             Each != Indirect[FunctionIndex].end()) {
    Found = Each->second;
  }
  return Found;
}

std::string_view UpdateProgram::pointerName(std::uint32_t FunctionIndex,
                                            std::uint32_t Operation) const {
  const auto &Fields = PointerFields[FunctionIndex];
  auto Found = Fields.find(Operation);
  if (Found == Fields.end())
    return {};
  std::string_view Name = P.fields()[Found->second];
  auto Colons = Name.rfind("::");
  return Colons == Name.npos ? Name : Name.substr(Colons + 2);
}

//===--- Who is involved --------------------------------------------------===//

UpdateProgram::UpdateProgram(const Program &P, const ModelSet &Models,
                             const GlobalFacts &Globals,
                             const PointerFlow &Flow)
    : P(P), Models(Models), Globals(Globals) {
  for (const Literal &L : P.literals())
    if (L.Of == Literal::Kind::Text) {
      Verifies |= isVerificationCommand(L.Bytes);
      NamesFlash |= isFlashCommand(L.Bytes) ||
                    L.Bytes.starts_with("/dev/mtd") ||
                    L.Bytes.starts_with("/dev/ubi") ||
                    L.Bytes.starts_with("/dev/mmcblk") ||
                    L.Bytes.find("mtd") != std::string::npos ||
                    L.Bytes.find("sysupgrade") != std::string::npos ||
                    L.Bytes.find("nandwrite") != std::string::npos ||
                    L.Bytes.find("flashcp") != std::string::npos ||
                    L.Bytes.find("ubiupdatevol") != std::string::npos;
    }
  findDrivers();
  // A first look, before pointers are followed: most programs end here.
  bool MayInstall = NamesFlash || !Drivers.empty();
  for (std::uint32_t S = 0; S < P.symbols().size() && !MayInstall; ++S)
    MayInstall =
        P.symbols()[S].IsFunction &&
        (row(S, "image-commit") || row(S, "flash-write") || saysItStarts(S));
  for (const Function &F : P.functions())
    for (const Operation &O : F.Operations)
      MayInstall |= O.Op == Opcode::Call && isStart(F, O);
  if (!MayInstall)
    return;
  readNames();
  resolvePointers(Flow);
  findInvolved();
  if (isIdle())
    return;
  findFilled();
  Touches.resize(P.functions().size());
  TouchedBelow.resize(P.functions().size());
  for (std::uint32_t I = 0; I < P.functions().size(); ++I)
    findTouched(I);
}

void UpdateProgram::findDrivers() {
  auto TouchesHardware = [&](const Function &F) {
    std::vector<bool> FromInteger(F.Temporaries);
    for (const Operation &O : F.Operations) {
      auto IsMade = [&](Operand At) {
        return At.kind() == Operand::Kind::Literal ||
               (At.kind() == Operand::Kind::Temporary && FromInteger[At.Index]);
      };
      switch (O.Op) {
      case Opcode::Cast:
        if (O.Of.isPointer())
          FromInteger[O.Result] = true;
        break;
      case Opcode::Field:
      case Opcode::Element:
        FromInteger[O.Result] = IsMade(O.A);
        break;
      case Opcode::Store:
        if (IsMade(O.A))
          return true;
        break;
      case Opcode::Call:
        if (O.A.kind() != Operand::Kind::Function)
          return true; // a routine in ROM
        break;
      default:
        break;
      }
    }
    return false;
  };
  for (std::uint32_t S = 0; S < P.symbols().size(); ++S) {
    const Symbol &Callee = P.symbols()[S];
    if (!Callee.IsFunction || row(S, "flash-write"))
      continue;
    auto Words = identifierWords(Callee.Name);
    if (!hasWord(Words, {"flash", "fls", "nor", "nvmc", "fmc", "iap", "qspi",
                         "spiflash", "norflash"}) ||
        !hasWord(Words, {"write", "program", "prog", "burn", "wr"}) ||
        hasWord(Words, {"enable", "disable", "protect", "unprotect", "status",
                        "lock", "unlock", "wait", "reg", "register", "cmd",
                        "command", "erase", "is", "init"}))
      continue;
    std::uint32_t Body = P.definition(S);
    if (Body == Program::None) {
      Drivers.insert(S);
      continue;
    }
    const Function &F = P.functions()[Body];
    bool HasAddress = false;
    for (std::uint32_t I = 0; I < F.Parameters; ++I)
      HasAddress |= F.Locals[I].Of.isInteger() && F.Locals[I].Of.Bits >= 32;
    if (F.Parameters >= 2 && HasAddress && TouchesHardware(F))
      Drivers.insert(S);
  }
}

void UpdateProgram::findInvolved() {
  std::size_t Count = P.functions().size();
  Callers.resize(Count);
  Callees.resize(Count);
  CallCounts.resize(Count);
  std::vector<std::uint32_t> Work;
  std::vector<bool> Leads(Count);
  std::vector<bool> Checks(Count);
  for (std::uint32_t I = 0; I < Count; ++I) {
    const Function &F = P.functions()[I];
    for (std::uint32_t At = 0; At < F.Operations.size(); ++At) {
      const Operation &O = F.Operations[At];
      if (O.Op != Opcode::Call)
        continue;
      std::vector<std::uint32_t> To = callees(I, At);
      bool IsKnown = false;
      for (std::uint32_t Symbol : To) {
        std::uint32_t Body = P.definition(Symbol);
        IsKnown = true;
        for (const ModelRow &Row : rows(Symbol)) {
          Leads[I] =
              Leads[I] || Row.Kind == "image-commit" ||
              Row.Kind == "flash-write" ||
              (NamesFlash && (Row.Kind == "command" || Row.Kind == "program" ||
                              Row.Kind == "file-write"));
          bool IsCheck = Row.Kind == "signature-verification" ||
                         Row.Kind == "authentication-code" ||
                         Row.Kind == "boot-verification" ||
                         Row.Kind == "authenticated-data";
          Verifies |= Row.Kind == "signature-verification" ||
                      Row.Kind == "authentication-code";
          Checks[I] = Checks[I] || IsCheck || Row.Kind == "hash-verification" ||
                      Row.Kind == "crc-check" || Row.Kind == "hash-result" ||
                      (NamesFlash && Row.Kind == "file-path");
        }
        if (Drivers.contains(Symbol))
          Leads[I] = true;
        if (isNamedStart(Symbol))
          Leads[I] = Starts = true;
        if (isNamedVerifier(Symbol))
          Checks[I] = Verifies = true;
        if (isChecksum(Symbol))
          Checks[I] = true;
        if (Body == Program::None || Body == I)
          continue;
        ++CallCounts[Body];
        Callers[Body].push_back(I);
        Callees[I].push_back(Body);
      }
      if (!IsKnown && isStart(F, O))
        Leads[I] = Starts = true;
      if (std::string_view Name = pointerName(I, At);
          !IsKnown && (isAboutVerification(Name) || Name == "verify"))
        Checks[I] = Verifies = true;
    }
  }
  for (auto *Lists : {&Callers, &Callees})
    for (std::vector<std::uint32_t> &List : *Lists)
      makeUnique(List);
  auto Spread = [&](std::vector<bool> &Over) {
    for (std::uint32_t I = 0; I < Count; ++I)
      if (Over[I])
        Work.push_back(I);
    while (!Work.empty()) {
      std::uint32_t I = Work.back();
      Work.pop_back();
      for (std::uint32_t Caller : Callers[I])
        if (!Over[Caller]) {
          Over[Caller] = true;
          Work.push_back(Caller);
        }
    }
  };
  Spread(Leads);
  Spread(Checks);
  for (std::uint32_t I = 0; I < Count; ++I)
    if (Leads[I])
      Installers.insert(I);
  if (Installers.empty())
    return;
  Involved.resize(Count);
  for (std::uint32_t I = 0; I < Count; ++I)
    Involved[I] = Leads[I] || Checks[I];
}

/// What the function itself writes and mentions.
void UpdateProgram::findTouched(std::uint32_t FunctionIndex) {
  const Function &F = P.functions()[FunctionIndex];
  Touched &Own = Touches[FunctionIndex];
  constexpr std::uint64_t Unknown = ~std::uint64_t(0);
  std::vector<std::uint64_t> Address(F.Temporaries, Unknown);
  auto KeyOf = [&](Operand O) {
    return O.kind() == Operand::Kind::Global      ? globalKey(O.Index)
           : O.kind() == Operand::Kind::Temporary ? Address[O.Index]
                                                  : Unknown;
  };
  auto Note = [&](Operand O) {
    if (O.kind() == Operand::Kind::Global)
      Own.Mentioned.push_back(O.Index);
  };
  for (const Operation &O : F.Operations) {
    if (O.Op == Opcode::Field)
      Address[O.Result] = fieldKey(O.Extra);
    else if (O.Op == Opcode::Element)
      Address[O.Result] = KeyOf(O.A);
    else if (O.Op == Opcode::Store || O.Op == Opcode::CopyFrom)
      if (std::uint64_t Key = KeyOf(O.A); Key != Unknown)
        Own.Written.push_back(Key);
    Note(O.A);
    if (O.Op != Opcode::Branch)
      Note(O.B);
  }
  std::ranges::for_each(F.Pool, Note);
  makeUnique(Own.Written);
  makeUnique(Own.Mentioned);
}

/// The same of the function and all that it leads to.
const UpdateProgram::Touched &
UpdateProgram::touched(std::uint32_t FunctionIndex) {
  std::unique_ptr<Touched> &All = TouchedBelow[FunctionIndex];
  if (All)
    return *All;
  All = std::make_unique<Touched>();
  std::vector<bool> IsSeen(P.functions().size());
  std::vector<std::uint32_t> Work{FunctionIndex};
  IsSeen[FunctionIndex] = true;
  while (!Work.empty()) {
    std::uint32_t I = Work.back();
    Work.pop_back();
    const Touched &Own = Touches[I];
    All->Written.insert(All->Written.end(), Own.Written.begin(),
                        Own.Written.end());
    All->Mentioned.insert(All->Mentioned.end(), Own.Mentioned.begin(),
                          Own.Mentioned.end());
    for (std::uint32_t Each : Callees[I])
      if (!IsSeen[Each]) {
        IsSeen[Each] = true;
        Work.push_back(Each);
      }
  }
  makeUnique(All->Written);
  makeUnique(All->Mentioned);
  return *All;
}

bool UpdateProgram::hasOption(std::string_view Kind,
                              std::string_view Library) const {
  return std::ranges::any_of(P.options(), [&](const BuildOption &O) {
    return O.Kind == Kind && (Library.empty() || O.Library == Library);
  });
}

std::set<std::uint32_t>
UpdateProgram::reached(const std::vector<std::vector<std::uint32_t>> &Over,
                       std::uint32_t FunctionIndex, unsigned Levels) {
  std::set<std::uint32_t> Found{FunctionIndex};
  std::vector<std::uint32_t> Now{FunctionIndex}, Next;
  for (unsigned Level = 0; Level < Levels && !Now.empty(); ++Level) {
    for (std::uint32_t I : Now)
      for (std::uint32_t Each : Over[I])
        if (Found.insert(Each).second)
          Next.push_back(Each);
    Now = std::move(Next);
    Next.clear();
  }
  return Found;
}

std::set<std::uint32_t> UpdateProgram::above(std::uint32_t FunctionIndex,
                                             unsigned Levels) const {
  return reached(Callers, FunctionIndex, Levels);
}

std::set<std::uint32_t> UpdateProgram::below(std::uint32_t FunctionIndex,
                                             unsigned Levels) const {
  return reached(Callees, FunctionIndex, Levels);
}

void UpdateProgram::findFilled() {
  Filled.resize(P.functions().size());
  bool HasChanged = true;
  for (unsigned Round = 0; HasChanged && Round < 4; ++Round) {
    HasChanged = false;
    for (std::uint32_t I = 0; I < P.functions().size(); ++I) {
      const Function &F = P.functions()[I];
      // The parameter that a temporary is, or points into; from 1.
      std::vector<std::uint8_t> Of(F.Temporaries);
      auto Parameter = [&](Operand O) -> std::uint8_t {
        return O.kind() == Operand::Kind::Temporary ? Of[O.Index] : 0;
      };
      for (std::uint32_t At = 0; At < F.Operations.size(); ++At) {
        const Operation &O = F.Operations[At];
        if (O.Op == Opcode::Load && O.A.kind() == Operand::Kind::Local &&
            O.A.Index < F.Parameters && O.A.Index < 30)
          Of[O.Result] = static_cast<std::uint8_t>(O.A.Index + 1);
        else if (O.Op == Opcode::Copy || O.Op == Opcode::Element ||
                 O.Op == Opcode::Field || O.Op == Opcode::Cast)
          Of[O.Result] = Parameter(O.A);
        if (O.Op != Opcode::Call)
          continue;
        for (std::uint32_t Symbol : callees(I, At)) {
          std::uint32_t Ports = 0;
          for (const ModelRow &Row : rows(Symbol))
            if (Row.Kind.ends_with("-input") && Row.At.Pointee &&
                Row.At.Of == Port::Base::Argument && Row.At.Index < 31)
              Ports |= 1U << Row.At.Index;
          if (isReceiver(Symbol))
            Ports |= ~0U;
          if (std::uint32_t Body = P.definition(Symbol); Body != Program::None)
            Ports |= Filled[Body];
          for (std::uint32_t K = 0; K < O.Count && K < 31; ++K)
            if (Ports >> K & 1)
              if (std::uint8_t Its = Parameter(F.Pool[O.Extra + K]);
                  Its && !(Filled[I] >> (Its - 1) & 1)) {
                Filled[I] |= 1U << (Its - 1);
                HasChanged = true;
              }
        }
      }
    }
  }
}
