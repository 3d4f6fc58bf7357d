//===- core/flow/Link.cpp - Units joined to a program ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/Link.h"
#include "core/flow/Initialisers.h"
#include "core/flow/Interning.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

namespace firmcop::flow {

namespace {

/// How many methods may override one.
constexpr std::size_t MaxOverriders = 1024;

/// A definition of a name in one unit.
struct Definition {
  std::uint32_t Unit = 0;
  std::uint32_t Symbol = 0; ///< index into the unit's symbols
  std::uint32_t Body = Program::None;
  bool IsWeak = false;
  /// The definition that stands for this one; itself when it stays.
  std::uint32_t Of = 0;
  /// Its symbol in the program, once it has one.
  std::uint32_t Linked = Program::None;
};

/// A name may be a function in one unit and a global in another; these are two.
using NameAndKind = std::pair<std::string_view, bool>;

/// Of the directories of two files, how many are the same from the root on.
std::size_t commonDirectories(std::string_view A, std::string_view B) {
  std::size_t Common = 0;
  for (std::size_t I = 0; I < A.size() && I < B.size() && A[I] == B[I]; ++I)
    Common += A[I] == '/';
  return Common;
}

} // namespace

/// Joins the units; lives only while a Program is made.
class Linker {
public:
  Linker(Program &P, std::vector<Unit> &Units) : P(P), Units(Units) {}

  void run() {
    std::vector<std::uint32_t> Order(Units.size());
    std::iota(Order.begin(), Order.end(), 0);
    std::ranges::sort(Order, {}, [&](std::uint32_t U) {
      return std::pair(std::string_view(Units[U].Path), U);
    });
    std::vector<Unit> Sorted;
    for (std::uint32_t U : Order)
      Sorted.push_back(std::move(Units[U]));
    Units = std::move(Sorted);
    collectDefinitions();
    for (auto &[Name, Of] : Definitions)
      dropLosers(Of);
    for (std::uint32_t U = 0; U < Units.size(); ++U)
      linkUnit(U);
    end(P.Initialiser);
    nameSymbols();
    reportGuesses();
    collectOverriders();
    collectUses();
  }

private:
  void collectDefinitions() {
    for (std::uint32_t U = 0; U < Units.size(); ++U) {
      const Unit &From = Units[U];
      std::vector<std::uint32_t> Bodies(From.Symbols.size(), Program::None);
      for (std::uint32_t F = 0; F < From.Functions.size(); ++F)
        Bodies[From.Functions[F].Symbol] = F;
      for (std::uint32_t S = 0; S < From.Symbols.size(); ++S) {
        const Symbol &Each = From.Symbols[S];
        bool IsHere =
            Each.IsFunction ? Bodies[S] != Program::None : Each.IsDefined;
        if (!IsHere)
          continue;
        std::vector<Definition> &Of =
            Definitions[{Each.LinkName, Each.IsFunction}];
        auto Index = static_cast<std::uint32_t>(Of.size());
        Of.push_back({U, S, Bodies[S], Each.IsWeak, Index, Program::None});
      }
    }
  }

  /// A function's place in a source file, or a global's unit: strong
  /// definitions with equal ones are one definition that was read twice.
  std::tuple<std::string_view, std::uint32_t, std::uint32_t>
  placeOf(const Definition &D) const {
    const Unit &In = Units[D.Unit];
    if (D.Body == Program::None || In.Functions[D.Body].Where.Line == 0)
      return {In.Path, 0, 0};
    const Position &Where = In.Functions[D.Body].Where;
    return {In.Files[Where.File], Where.Line, Where.Column};
  }

  void dropLosers(std::vector<Definition> &Of) const {
    auto Strong = std::ranges::find(Of, false, &Definition::IsWeak);
    auto First = static_cast<std::uint32_t>(
        (Strong == Of.end() ? Of.begin() : Strong) - Of.begin());
    std::map<decltype(placeOf(Of.front())), std::uint32_t> Places;
    for (std::uint32_t I = 0; I < Of.size(); ++I)
      Of[I].Of = Of[I].IsWeak
                     ? First
                     : Places.try_emplace(placeOf(Of[I]), I).first->second;
  }

  /// Of the definitions that stay the one that a unit without its own means.
  Definition *nearest(std::vector<Definition> &Of, std::uint32_t U,
                      std::string_view Name) {
    Definition *Best = nullptr, *Rival = nullptr;
    std::size_t BestCommon = 0;
    for (std::uint32_t I = 0; I < Of.size(); ++I) {
      if (Of[I].Of != I)
        continue;
      std::size_t Common =
          commonDirectories(Units[Of[I].Unit].Path, Units[U].Path);
      if (!Best || Common > BestCommon) {
        Best = &Of[I];
        BestCommon = Common;
        Rival = nullptr;
      } else if (Common == BestCommon && !Rival) {
        Rival = &Of[I];
      }
    }
    if (Rival)
      Guesses.try_emplace(std::string(Name),
                          Guess{Units[Best->Unit].Path, Units[Rival->Unit].Path,
                                Units[U].Path});
    return Best;
  }

  /// The program's symbol for a symbol of a unit.
  std::uint32_t linkSymbol(std::uint32_t U, std::uint32_t S) {
    const Symbol &From = Units[U].Symbols[S];
    NameAndKind Name{From.LinkName, From.IsFunction};
    Definition *Meant = nullptr;
    if (auto Found = Definitions.find(Name); Found != Definitions.end()) {
      std::vector<Definition> &Of = Found->second;
      auto Own = std::ranges::lower_bound(Of, U, {}, &Definition::Unit);
      // Its own, unless that is weak and there is a strong one somewhere.
      if (Own != Of.end() && Own->Unit == U &&
          (!Own->IsWeak || Of[Own->Of].IsWeak))
        Meant = &Of[Own->Of];
      else
        Meant = nearest(Of, U, From.LinkName);
    }
    std::uint32_t &Linked =
        Meant ? Meant->Linked
              : Externals.try_emplace(Name, Program::None).first->second;
    if (Linked == Program::None) {
      Linked = static_cast<std::uint32_t>(P.Symbols.size());
      P.Symbols.push_back(Meant ? Units[Meant->Unit].Symbols[Meant->Symbol]
                                : From);
      P.Symbols.back().IsDefined = Meant != nullptr;
      P.Definitions.push_back(Program::None);
      DefinedIn.push_back(Meant ? Meant->Unit : Program::None);
    }
    Symbol &To = P.Symbols[Linked];
    To.IsNoReturn |= From.IsNoReturn;
    if (To.Format < 0)
      To.Format = From.Format;
    if (To.Variadic < 0)
      To.Variadic = From.Variadic;
    if (To.Size == 0 && From.Size != 0) {
      To.Of = From.Of;
      To.Size = From.Size;
      To.ElementSize = From.ElementSize;
    }
    if (!To.IsDefined && To.ModelName.empty())
      To.ModelName = From.ModelName;
    return Linked;
  }

  void linkUnit(std::uint32_t U) {
    Unit &From = Units[U];
    P.Units.push_back({From.Path, From.PointerBits, From.IsIncomplete});
    SymbolOf.clear();
    IsLost.assign(From.Symbols.size(), false);
    for (std::uint32_t S = 0; S < From.Symbols.size(); ++S) {
      SymbolOf.push_back(linkSymbol(U, S));
      IsLost[S] = From.Symbols[S].IsDefined && DefinedIn[SymbolOf[S]] != U;
    }
    LiteralOf.clear();
    for (Literal &Each : From.Literals)
      LiteralOf.push_back(Literals.add(std::move(Each), P.Literals));
    FieldOf.clear();
    for (std::string &Each : From.Fields)
      FieldOf.push_back(Fields.add(std::move(Each), P.Fields));
    FileOf.clear();
    for (const std::string &Each : From.Files)
      FileOf.push_back(Files.add(Each, P.Files));

    for (BuildOption &Each : From.Options)
      if (std::ranges::find(P.Options, Each) == P.Options.end())
        P.Options.push_back(std::move(Each));
    for (const Override &Each : From.Overrides)
      Overrides.emplace(SymbolOf[Each.Overridden], SymbolOf[Each.Method]);
    for (Function &Each : From.Functions) {
      std::uint32_t Linked = SymbolOf[Each.Symbol];
      // A second definition, or one that lost.
      if (DefinedIn[Linked] != U || P.Definitions[Linked] != Program::None)
        continue;
      P.Definitions[Linked] = static_cast<std::uint32_t>(P.Functions.size());
      renumber(Each);
      Each.Symbol = Linked;
      P.Functions.push_back(std::move(Each));
      P.UnitOf.push_back(U);
    }
    dropStoresTo(IsLost, From.Initialiser);
    renumber(From.Initialiser);
    append(P.Initialiser, From.Initialiser);
  }

  void renumber(Operand &O) const {
    if (O.kind() == Operand::Kind::Global ||
        O.kind() == Operand::Kind::Function)
      O.Index = SymbolOf[O.Index];
    else if (O.kind() == Operand::Kind::Literal)
      O.Index = LiteralOf[O.Index];
  }

  void renumber(Function &F) const {
    for (Operation &O : F.Operations) {
      renumber(O.A);
      renumber(O.B);
      if (O.Op == Opcode::Field)
        O.Extra = FieldOf[O.Extra];
    }
    for (Operand &O : F.Pool)
      renumber(O);
    auto Move = [&](Position &Where) {
      // What nobody wrote stands nowhere.
      if (Where != Position() && Where.File < FileOf.size())
        Where.File = FileOf[Where.File];
    };
    Move(F.Where);
    for (Position &Where : F.Positions)
      Move(Where);
  }

  /// The second and further definitions of a name get names of their own.
  void nameSymbols() {
    for (bool IsFunction : {true, false})
      for (std::uint32_t S = 0; S < P.Symbols.size(); ++S)
        if (P.Symbols[S].IsFunction == IsFunction)
          P.ByLinkName.try_emplace(P.Symbols[S].LinkName, S);
    for (auto &[Name, Of] : Definitions)
      for (std::uint32_t I = 0, Stayed = 0; I < Of.size(); ++I)
        if (Of[I].Of == I && Of[I].Linked != Program::None) {
          Symbol &Each = P.Symbols[Of[I].Linked];
          if (Stayed++ == 0)
            P.ByLinkName[Each.LinkName] = Of[I].Linked;
          else
            Each.LinkName += "@" + Units[Of[I].Unit].Path;
        }
  }

  void reportGuesses() {
    for (const auto &[Name, G] : Guesses)
      P.Problems.push_back(
          {Stage::Analysis, Level::Note, G.Taken,
           "'" + Name + "' has two definitions, here and in '" + G.Left +
               "'; '" + G.By +
               "' is taken to mean this one. Analyse one program at a time "
               "where it is not so."});
  }

  void collectOverriders() {
    std::vector<std::vector<std::uint32_t>> Direct(P.Symbols.size());
    for (auto [Overridden, Method] : Overrides)
      if (Overridden != Method)
        Direct[Overridden].push_back(Method);
    for (std::uint32_t S = 0; S < Direct.size(); ++S) {
      std::vector<std::uint32_t> Waiting = Direct[S];
      std::set<std::uint32_t> Found;
      while (!Waiting.empty() && Found.size() < MaxOverriders) {
        std::uint32_t Method = Waiting.back();
        Waiting.pop_back();
        if (Method != S && Found.insert(Method).second)
          Waiting.insert(Waiting.end(), Direct[Method].begin(),
                         Direct[Method].end());
      }
      if (!Waiting.empty())
        P.Problems.push_back({Stage::Limit, Level::Warning, "",
                              "More than " + std::to_string(MaxOverriders) +
                                  " methods override '" + P.Symbols[S].Name +
                                  "'; calls of it are followed to these "
                                  "only."});
      add(P.OverriderLists, Found);
    }
    close(P.OverriderLists);
  }

  template <class Items>
  static void add(Program::Lists &To, const Items &List) {
    To.Starts.push_back(static_cast<std::uint32_t>(To.Items.size()));
    To.Items.insert(To.Items.end(), List.begin(), List.end());
  }
  static void close(Program::Lists &Of) { add(Of, std::set<std::uint32_t>()); }

  /// Adds what a function calls and what it takes the address of.
  void collectUses(const Function &F, std::set<std::uint32_t> &Called,
                   std::set<std::uint32_t> &Taken) const {
    auto Take = [&](Operand O) {
      if (O.kind() == Operand::Kind::Function)
        Taken.insert(O.Index);
    };
    for (const Operation &O : F.Operations) {
      bool IsDirect =
          O.Op == Opcode::Call && O.A.kind() == Operand::Kind::Function;
      if (IsDirect)
        Called.insert(O.A.Index);
      else
        Take(O.A);
      Take(O.B);
    }
    for (Operand O : F.Pool)
      Take(O);
  }

  void collectUses() {
    std::set<std::uint32_t> Taken, Ignored;
    std::vector<std::vector<std::uint32_t>> Callers(P.Symbols.size());
    collectUses(P.Initialiser, Ignored, Taken);
    for (std::uint32_t F = 0; F < P.Functions.size(); ++F) {
      std::set<std::uint32_t> Called;
      collectUses(P.Functions[F], Called, Taken);
      add(P.CalleeLists, Called);
      for (std::uint32_t S : Called)
        Callers[S].push_back(F);
    }
    close(P.CalleeLists);
    for (const std::vector<std::uint32_t> &Of : Callers)
      add(P.CallerLists, Of);
    close(P.CallerLists);
    P.AddressTaken.assign(Taken.begin(), Taken.end());
  }

  struct Guess {
    std::string Taken, Left, By;
  };

  Program &P;
  std::vector<Unit> &Units;
  std::map<NameAndKind, std::vector<Definition>> Definitions;
  std::map<NameAndKind, std::uint32_t> Externals;
  std::vector<std::uint32_t> DefinedIn; ///< of each symbol, unit or None
  std::set<std::pair<std::uint32_t, std::uint32_t>> Overrides;
  std::map<std::string, Guess> Guesses;
  Interner<Literal> Literals;
  Interner<std::string> Fields, Files;
  // Of the unit that is being linked.
  std::vector<std::uint32_t> SymbolOf, LiteralOf, FieldOf, FileOf;
  std::vector<bool> IsLost;
};

Program::Program(std::vector<Unit> Units) { Linker(*this, Units).run(); }

std::uint32_t Program::find(std::string_view LinkName) const {
  auto Found = ByLinkName.find(std::string(LinkName));
  return Found == ByLinkName.end() ? None : Found->second;
}

} // namespace firmcop::flow
