//===- core/flow/Solver.cpp - Functions and their contexts ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The program is entered where it can be entered: at every function that
// nobody calls by name, and at those whose address is taken, because somebody
// outside may call them. A call is followed into the function with what is
// known at the call. What a function does with inputs that look alike is solved
// once.
//
//===----------------------------------------------------------------------===//

#include "core/flow/Solver.h"
#include "core/flow/DroppedChecksums.h"
#include "core/flow/FactoryReset.h"
#include "core/flow/Frame.h"
#include "core/flow/PeerDecisions.h"
#include "core/flow/UpdatePaths.h"

#include <set>

using namespace firmcop;
using namespace firmcop::flow;

/// Deeper calls are not followed; the machine's own stack is limited as well.
static constexpr unsigned MaximumDepth = 64;
/// A function is solved for this many different inputs, and from then on for
/// inputs of which little is said. Inputs that nothing from outside is a part
/// of are interesting for constants at most.
static constexpr std::size_t FewContexts = 2, ManyContexts = 8,
                             MaximumContexts = 8, MostContexts = 16;
/// The same where a rule asks for constants, such as in a function that a key
/// passes through.
static constexpr std::size_t ConstantContexts = 16;
/// A function of so many operations does something of its own, whoever calls
/// it; it is small ones that only hand on what they are given.
static constexpr std::size_t LargeFunction = 1000, LargeContexts = 2,
                             LargeConstantContexts = 4;

ConstantSet Constants::intern(std::vector<Operand> Set) {
  auto Raw = [](Operand O) { return std::uint64_t(O.Of) << 32 | O.Index; };
  std::ranges::sort(Set, {}, Raw);
  std::uint64_t Hash = 0;
  for (Operand Each : Set)
    Hash = (Hash ^ Raw(Each)) * 0x9E3779B97F4A7C15ULL + 1;
  for (ConstantSet Same : Known[Hash])
    if (Sets[Same] == Set)
      return Same;
  auto Id = static_cast<ConstantSet>(Sets.size());
  Sets.push_back(std::move(Set));
  Known[Hash].push_back(Id);
  return Id;
}

ConstantSet Constants::join(ConstantSet A, ConstantSet B, bool &IsOther) {
  if (A == B || !B)
    return A;
  if (!A)
    return B;
  auto [Done, IsNew] = Joined.try_emplace(std::uint64_t(A) << 32 | B);
  if (IsNew)
    Done->second.first = unite(A, B, Done->second.second);
  IsOther |= Done->second.second;
  return Done->second.first;
}

ConstantSet Constants::unite(ConstantSet A, ConstantSet B, bool &IsOther) {
  std::vector<Operand> All = Sets[A];
  for (Operand Each : Sets[B])
    if (std::ranges::find(All, Each) == All.end()) {
      if (All.size() >= (Each.kind() == Operand::Kind::Function
                             ? MaximumFunctions
                             : MaximumSize)) {
        IsOther = true;
        break;
      }
      All.push_back(Each);
    }
  return intern(std::move(All));
}

Solver::Solver(const Program &P, const ModelSet &Models,
               const SolveOptions &Options)
    : P(P), Words(Models, Options.IsOn), LiteralOrigins(P.literals().size()),
      Globals(P), Pointers(P), Calls(P, Pointers), Touches(P, Calls),
      Forms(P.functions().size()), Models(Models), Options(Options),
      Contexts(P.functions().size()) {
  std::uint64_t Size = 0;
  for (const Function &F : P.functions())
    Size += F.Operations.size();
  Budget = 100000 + Size * Options.Effort;
  Solved.Statistics.Functions = P.functions().size();
  IsIndirect.resize(P.symbols().size());
  for (std::uint32_t Symbol : P.addressTaken())
    IsIndirect[Symbol] = true;
  for (std::uint32_t Method = 0; Method < P.symbols().size(); ++Method)
    for (std::uint32_t Overrider : P.overriders(Method))
      IsIndirect[Method] = IsIndirect[Overrider] = true;
  collectFieldRooms();
  for (const std::string &Field : P.fields()) {
    FieldKinds.push_back(Words.kindsOf(Subject::Field, Field));
    SystemFields.push_back(Words.isOfSystem(Field));
  }
  for (std::uint32_t I = 0; I < P.fields().size(); ++I)
    for (const ModelRow &Row : Models.rows(Subject::Field, P.fields()[I]))
      if (Row.Kind == "wrapped-content")
        Wrapped.push_back(I);
  for (std::uint32_t I = 0; I < P.fields().size(); ++I)
    for (const RowEffect &E : Words.handlers(P.fields()[I]))
      for (Operand Each : Globals.functionsIn(I))
        Handlers[Each.Index].push_back(E);
  for (const Symbol &S : P.symbols())
    VariableKinds.push_back(
        S.IsFunction ? 0 : Words.kindsOf(Subject::Variable, S.ModelName));
}

void Solver::collectFieldRooms() {
  FieldRooms.resize(P.fields().size());
  std::vector<bool> IsKnown(FieldRooms.size());
  for (const Function &F : P.functions())
    for (const Operation &O : F.Operations) {
      if (O.Op != Opcode::Field)
        continue;
      // Records of one name in different files may not be one record.
      if (IsKnown[O.Extra] && FieldRooms[O.Extra] != O.Count)
        FieldRooms[O.Extra] = 0;
      else
        FieldRooms[O.Extra] = O.Count;
      IsKnown[O.Extra] = true;
    }
}

void Solver::collectLocalFiles() {
  std::vector<const ModelRow *> Makes(P.symbols().size());
  for (std::size_t I = 0; I < Makes.size(); ++I)
    for (const ModelRow &Row :
         Models.rows(Subject::Function, P.symbols()[I].ModelName))
      if (Row.Kind == "local-socket")
        Makes[I] = &Row;
  auto IsLocal = [&](const Function &F, const Operation &O,
                     const Condition &C) {
    if (C.At.Index >= O.Count)
      return false;
    Operand Given = F.Pool[O.Extra + C.At.Index];
    return Given.kind() == Operand::Kind::Literal &&
           P.literals()[Given.Index].Of == Literal::Kind::Integer &&
           C.holdsForValue(P.literals()[Given.Index].Integer);
  };
  std::set<std::uint32_t> Others;
  for (const Function &F : P.functions())
    for (const Operation &O : F.Operations) {
      if (O.Op != Opcode::Call || O.A.kind() != Operand::Kind::Function ||
          !Makes[O.A.Index])
        continue;
      const ModelRow &Row = *Makes[O.A.Index];
      if (std::ranges::all_of(
              Row.When, [&](const Condition &C) { return IsLocal(F, O, C); }))
        LocalFiles.try_emplace(F.Where.File, Row.Library);
      else
        Others.insert(F.Where.File);
    }
  for (std::uint32_t File : Others)
    LocalFiles.erase(File);
}

std::uint64_t Solver::roomFor(KindMask Kinds) const {
  std::uint64_t Most = 0;
  for (std::uint32_t I = 0; I < VariableKinds.size(); ++I)
    if (VariableKinds[I] & Kinds && !P.symbols()[I].Of.isInteger() &&
        !P.symbols()[I].Of.isPointer())
      Most = std::max(Most, P.symbols()[I].Size);
  return Most;
}

void Solver::collectInitialValues() {
  const Function &F = P.initialiser();
  std::vector<std::optional<Place>> At(F.Temporaries);
  auto PlaceOf = [&](Operand O) -> std::optional<Place> {
    if (O.kind() == Operand::Kind::Global)
      return Place{GlobalObject | O.Index, 0};
    if (O.kind() == Operand::Kind::Temporary)
      return At[O.Index];
    return std::nullopt;
  };
  // Temporaries that hold a literal or an address.
  std::vector<Operand> Holds(F.Temporaries);
  for (std::size_t Index = 0; Index < F.Operations.size(); ++Index) {
    const Operation &O = F.Operations[Index];
    std::optional<Place> Base = PlaceOf(O.A);
    auto Written = [&](Operand What) {
      if (What.kind() == Operand::Kind::Literal &&
          P.literals()[What.Index].Of != Literal::Kind::Integer)
        What.Index =
            LiteralOrigins.at(What.Index, Program::None, F.Positions[Index]);
      return What;
    };
    switch (O.Op) {
    case Opcode::Field:
      if (Base)
        At[O.Result] =
            Place{Base->Object, PathTable.field(Base->Path, O.Extra)};
      break;
    case Opcode::Element:
      if (Base && O.B.kind() == Operand::Kind::Literal)
        At[O.Result] =
            Place{Base->Object,
                  PathTable.element(Base->Path, true,
                                    P.literals()[O.B.Index].Integer, O.Extra)};
      break;
    case Opcode::Copy:
    case Opcode::Cast:
      Holds[O.Result] = O.A.kind() == Operand::Kind::Temporary
                            ? Holds[O.A.Index]
                            : Written(O.A);
      break;
    case Opcode::CopyFrom:
      if (Base && O.B.kind() == Operand::Kind::Literal)
        InitialContent.try_emplace(*Base, Written(O.B));
      break;
    case Opcode::Store: {
      Operand What = O.B.kind() == Operand::Kind::Temporary ? Holds[O.B.Index]
                                                            : Written(O.B);
      if (Base && What && What.kind() != Operand::Kind::Local)
        Initial.try_emplace(*Base, What);
      break;
    }
    default:
      break;
    }
  }
}

const std::vector<Operand> &Solver::initialsOf(Place At) {
  auto [Found, IsNew] = InitialElements.try_emplace(At);
  if (!IsNew)
    return Found->second;
  for (auto I = Initial.lower_bound({At.Object, 0});
       I != Initial.end() && I->first.Object == At.Object; ++I) {
    Operand::Kind Kind = I->second.kind();
    if ((Kind == Operand::Kind::Global || Kind == Operand::Kind::Function) &&
        PathTable.isOneOf(I->first.Path, At.Path))
      Found->second.push_back(I->second);
  }
  return Found->second;
}

void Solver::collectConstantUsers() {
  if (!Words.asksForConstants())
    return;
  auto Asks = [&](std::span<const RowEffect> Rows) {
    return std::ranges::any_of(Rows, [](const RowEffect &E) {
      return std::ranges::any_of(E.Demands, [](const Demand &D) {
        return (D.From & Vocabulary::Constant) != 0;
      });
    });
  };
  auto AsksOf = [&](std::uint32_t Symbol) {
    return Asks(Words.effects(P.symbols()[Symbol].ModelName));
  };
  std::vector<bool> AskingFields(P.fields().size());
  for (std::size_t I = 0; I < AskingFields.size(); ++I)
    AskingFields[I] = Asks(Words.fieldEffects(P.fields()[I]));

  ConstantUsers.assign(P.functions().size(), false);
  for (std::uint32_t I = 0; I < P.functions().size(); ++I)
    ConstantUsers[I] =
        std::ranges::any_of(P.functions()[I].Operations,
                            [&](const Operation &O) {
                              return O.Op == Opcode::Field &&
                                     AskingFields[O.Extra];
                            }) ||
        std::ranges::any_of(Calls.of(I), AsksOf) ||
        (Calls.isOpen(I) && std::ranges::any_of(Calls.handlers(), AsksOf));
  Calls.addCallers(ConstantUsers);
}

bool Solver::sends(std::uint32_t FunctionIndex) {
  if (Senders.empty()) {
    auto Sends = [&](std::uint32_t Symbol) {
      return std::ranges::any_of(
          Words.effects(P.symbols()[Symbol].ModelName),
          [](const RowEffect &E) { return E.Does == Effect::Sent; });
    };
    Senders.resize(P.functions().size());
    for (std::uint32_t I = 0; I < P.functions().size(); ++I)
      Senders[I] = std::ranges::any_of(Calls.of(I), Sends);
    Calls.addCallers(Senders);
  }
  return Senders[FunctionIndex];
}

Solver::Context *Solver::context(std::uint32_t FunctionIndex, Image &Input,
                                 unsigned Depth) {
  auto &Known = Contexts[FunctionIndex];
  if (Depth > MaximumDepth)
    return nullptr;
  bool IsLarge = P.functions()[FunctionIndex].Operations.size() > LargeFunction;
  std::size_t Few = usesConstants(FunctionIndex)
                        ? (IsLarge ? LargeConstantContexts : ConstantContexts)
                    : Input.isFromOutside()
                        ? (IsLarge ? LargeContexts : ManyContexts)
                        : FewContexts;
  // A wrapper that all of a program calls is given much from outside.
  std::size_t Most = Few + 2;
  if (!IsLarge)
    Most =
        std::max(Most, Input.isFromOutside() ? MostContexts : MaximumContexts);
  // The size that goes with a buffer says more than what lies about.
  if (Known.size() >= (Few + Most) / 2)
    Input.generalise();
  else if (Known.size() >= Few)
    Input.forgetGlobals();
  auto [Found, IsNew] = Known.try_emplace(Input.hash());
  if (!IsNew)
    return Found->second.get();
  if (Known.size() > Most) {
    Known.erase(Found);
    return nullptr;
  }
  Found->second = std::make_unique<Context>();
  return Found->second.get();
}

void Solver::solve(Context &Here, std::uint32_t FunctionIndex,
                   const Image &Input, unsigned Depth) {
  Here.Is = Context::Open;
  ++Solved.Statistics.Contexts;
  if (Options.KeepsSummaries)
    Here.Input = Input;
  Frame F(*this, FunctionIndex, Input, Depth);
  if (!F.solve(Here.Output) && !Solved.Problems.size()) {
    const Function &Body = P.functions()[FunctionIndex];
    Solved.Problems.push_back(
        {Stage::Limit, Level::Warning, P.files()[Body.Where.File],
         "The flow analysis stopped at its budget in '" +
             P.symbols()[Body.Symbol].Name +
             "'; what lies behind was not followed. Analyse fewer files at "
             "once, or raise the budget."});
  }
  Here.Is = Context::Solved;
}

void Solver::report(FlowFinding F) {
  auto [Found, IsNew] = Reported.try_emplace(
      {F.Of, F.Where.File, F.Where.Offset}, Solved.Findings.size());
  if (IsNew) {
    Solved.Findings.push_back(std::move(F));
    return;
  }
  // The worst is told, and of equally bad ones the shortest way there.
  FlowFinding &Old = Solved.Findings[Found->second];
  if (F.Severity > Old.Severity ||
      (F.Severity == Old.Severity && F.Path.size() < Old.Path.size()))
    Old = std::move(F);
}

void Solver::judge(const Rule &Of, Position Where, bool IsHarmless) {
  auto [Found, IsNew] =
      Judged.try_emplace({&Of, Where.File, Where.Offset}, Where, IsHarmless);
  Found->second.second &= IsHarmless;
}

void Solver::solveRoot(std::uint32_t FunctionIndex) {
  const Function &F = P.functions()[FunctionIndex];
  const Symbol &Name = P.symbols()[F.Symbol];
  Image Input;
  for (std::uint32_t I = 0; I < F.Parameters; ++I) {
    ImageItem Item;
    Item.Of.Of = F.Locals[I].Of;
    Item.Of.Range = Interval::of(Item.Of.Of);
    Input.Items.push_back(Item);
  }
  Input.Arguments = F.Parameters;
  // Functions that a platform calls by their name, such as main, or from a
  // table.
  std::vector<RowEffect> Rows;
  std::ranges::copy(Words.effects(Name.ModelName), std::back_inserter(Rows));
  if (auto Held = Handlers.find(F.Symbol); Held != Handlers.end())
    std::ranges::copy(Held->second, std::back_inserter(Rows));
  for (const RowEffect &E : Rows) {
    const Port &At = E.Row->At;
    if (E.Does != Effect::Source || At.Of != Port::Base::Parameter ||
        At.Index >= F.Parameters)
      continue;
    Step Begin;
    Begin.Function = FunctionIndex;
    Begin.Where = F.Where;
    TraceId Trace =
        TraceTable.add(Begin, "'" + Name.Name + "' is given " +
                                  std::string(Words.meaning(E.Kind)) + ".");
    Value &Passed = Input.Items[At.Index].Of;
    if (!At.Pointee && !Passed.Of.isPointer()) {
      Passed.Kinds |= E.Kind;
      Passed.Trace = Trace;
      continue;
    }
    // Whatever the pointer leads to comes from there.
    Place Where{static_cast<ObjectId>(Input.Objects.size()), 0};
    Input.Objects.push_back({});
    Input.Items[At.Index].Targets = {Where};
    Input.Cells.push_back(
        {Where, static_cast<std::uint32_t>(Input.Items.size())});
    ImageItem Content;
    Content.Of.Of = Type(Type::Kind::Record);
    Content.Of.Kinds = E.Kind;
    Content.Of.Trace = Trace;
    Input.Items.push_back(Content);
  }
  if (HasMail)
    for (const auto &[Buffer, Left] : Mail) {
      if (!Touches.usesGlobal(FunctionIndex, Buffer))
        continue;
      ImageItem Content;
      Content.Of.Of = Type(Type::Kind::Record);
      Content.Of.Kinds = Left.Kinds;
      Content.Of.Trace = Left.Trace;
      Input.Cells.push_back({{GlobalObject | Buffer, 0},
                             static_cast<std::uint32_t>(Input.Items.size())});
      Input.Items.push_back(Content);
    }
  Context *Here = context(FunctionIndex, Input, 0);
  if (!Here || Here->Is != Context::New)
    return;
  solve(*Here, FunctionIndex, Input, 0);
  if (!HasMail) {
    Roots.push_back(FunctionIndex);
    collectMail(Here->Output);
  }
}

void Solver::collectMail(const Image &Output) {
  for (const ImageCell &C : Output.Cells) {
    if (!isShared(C.At.Object) || C.At.Object >= LiteralObject ||
        C.Item >= Output.Items.size() || PathTable.content(C.At.Path) != 0)
      continue;
    std::uint32_t Buffer = C.At.Object & ~GlobalObject;
    const Value &Left = Output.Items[C.Item].Of;
    // Of other variables it may be known elsewhere what they can be.
    if (P.symbols()[Buffer].ElementSize != 1 || P.symbols()[Buffer].Size < 2 ||
        !Left.isFrom(Words.remote()))
      continue;
    Letter &To = Mail[Buffer];
    To.Kinds |= Left.Kinds & Words.remote();
    if (To.Trace)
      continue;
    const Step &Last = TraceTable[Left.Trace];
    Step Kept;
    Kept.Of = StepKind::Through;
    Kept.Function = Last.Function;
    Kept.Where = Last.Where;
    Kept.Before = Left.Trace;
    To.Trace = TraceTable.add(Kept, "It is left in '" +
                                        P.symbols()[Buffer].Name + "'.");
  }
}

void Solver::solveWithMail() {
  HasMail = true;
  for (std::uint32_t Root : Roots)
    if (std::ranges::any_of(Mail, [&](const auto &Each) {
          return Touches.usesGlobal(Root, Each.first);
        }))
      solveRoot(Root);
}

Solution Solver::run() {
  collectInitialValues();
  collectLocalFiles();
  collectConstantUsers();
  findComparers();
  for (std::uint32_t I = 0; I < P.functions().size(); ++I) {
    std::uint32_t Symbol = P.functions()[I].Symbol;
    if (P.callers(Symbol).empty() || IsIndirect[Symbol])
      solveRoot(I);
  }
  // What only calls itself in a circle, or lies too deep, is entered as well.
  for (std::uint32_t I = 0; I < P.functions().size(); ++I)
    if (Contexts[I].empty())
      solveRoot(I);

  solveWithMail();

  if (!checkUpdatePaths(P, Models, Globals, Pointers, Options,
                        [&](FlowFinding F) { report(std::move(F)); }))
    Solved.Problems.push_back(
        {Stage::Limit, Level::Warning, "",
         "The paths from images to their installation were too many to be all "
         "followed; not every image that nobody verifies is told. Analyse "
         "fewer files at once."});
  auto Report = [&](FlowFinding F) { report(std::move(F)); };
  checkPeerDecisions(P, Models, Options, Report);
  checkDroppedChecksums(P, Options, Report);
  checkFactoryReset(P, Models, Options, Report);
  if (Options.KeepsSummaries)
    summarise();
  for (const auto &[Key, Place] : Judged)
    if (Place.second)
      Solved.Harmless.push_back({std::get<0>(Key), Place.first});
  std::ranges::sort(Solved.Findings, {}, [](const FlowFinding &F) {
    return std::tuple(F.Where.File, F.Where.Offset, F.Of->Id);
  });
  return std::move(Solved);
}

Solution firmcop::flow::solve(const Program &P, const ModelSet &Models,
                              const SolveOptions &Options) {
  Solver S(P, Models, Options);
  return S.run();
}
