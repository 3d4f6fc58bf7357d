//===- core/flow/TextParser.cpp - Units from text -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/Text.h"
#include "core/flow/TextCursor.h"
#include "core/flow/TextReader.h"
#include "core/flow/Verify.h"

#include <algorithm>

namespace firmcop::flow {

namespace {

/// Reads the lines of one unit.
class UnitParser {
public:
  /// \p Lines starts with the line 'unit'; \p FirstLine is its number.
  UnitParser(const std::vector<std::string_view> &Lines, std::size_t FirstLine)
      : Lines(Lines), FirstLine(FirstLine), Tables(U, Lines.size()) {}

  /// The first fault, "line 3: ...", or empty.
  std::string run() {
    collectSymbols();
    for (Now = 0; Now < Lines.size() && Fault.empty(); ++Now)
      withLine([&](TextCursor &C) { Body ? bodyLine(C) : unitLine(C); });
    if (Fault.empty() && Body)
      Fault = at(Lines.size() - 1) + "a function is not closed with '}'";
    if (Fault.empty())
      if (auto Found = faultOf(U))
        Fault = at(0) + *Found;
    return Fault;
  }

  Unit U;

private:
  std::string at(std::size_t Line) const {
    return "line " + std::to_string(FirstLine + Line) + ": ";
  }

  template <class Reader> void withLine(Reader Read) {
    TextCursor C(Lines[Now]);
    if (!C.atEnd()) {
      Read(C);
      if (!C.atEnd())
        C.fail("did not expect " + C.next());
    }
    if (C.hasFailed() && Fault.empty())
      Fault = at(Now) + C.error();
  }

  /// Names may be used before the line that declares them.
  void collectSymbols() {
    for (Now = 0; Now < Lines.size() && Fault.empty(); ++Now) {
      TextCursor C(Lines[Now]);
      bool IsDeclared = C.takeWord("declare");
      bool IsGlobal = C.takeWord("global");
      if (!IsDeclared && !IsGlobal && !C.takeWord("function"))
        continue;
      auto Name = C.linkName();
      if (!Name || C.hasFailed())
        continue; // is told when the line is read
      auto Index = static_cast<std::uint32_t>(U.Symbols.size());
      if (!Tables.SymbolOf.emplace(*Name, Index).second) {
        Fault = at(Now) + "'" + *Name + "' is there already";
        return;
      }
      Symbol &S = U.Symbols.emplace_back();
      S.LinkName = S.Name = *Name;
      S.IsFunction = !IsGlobal;
      S.IsDefined = !IsDeclared;
    }
  }

  std::uint32_t indexOf(const Symbol *S) const {
    return static_cast<std::uint32_t>(S - U.Symbols.data());
  }

  void unitLine(TextCursor &C) {
    if (C.takeWord("unit")) {
      U.Path = C.quoted().value_or("");
      if (U.Path.empty())
        C.fail("a unit needs its path in quotes");
      if (C.takeWord("pointer")) {
        const auto Bits = C.number(1, 128);
        if (Bits)
          U.PointerBits = static_cast<unsigned>(*Bits);
        else if (!C.hasFailed())
          C.fail("after 'pointer' comes a number of bits");
      }
      U.IsIncomplete = C.takeWord("incomplete");
    } else if (C.takeWord("file")) {
      U.Files.push_back(C.quoted().value_or(""));
    } else if (C.takeWord("declare")) {
      C.takeWord("global");
      symbolLine(C);
    } else if (C.takeWord("global")) {
      symbolLine(C);
    } else if (C.takeWord("override")) {
      const Symbol *Method = Tables.symbol(C);
      if (!C.take(","))
        C.fail("expected ',' and the method that is overridden");
      const Symbol *Overridden = Tables.symbol(C);
      if (Method && Overridden)
        U.Overrides.push_back({indexOf(Method), indexOf(Overridden)});
    } else if (C.takeWord("option")) {
      std::string Kind = C.quoted().value_or("");
      std::string Library = C.quoted().value_or("");
      if (Kind.empty() || Library.empty())
        C.fail("an option needs its kind and its library in quotes");
      U.Options.push_back({std::move(Kind), std::move(Library)});
    } else if (C.takeWord("initialise")) {
      open(C, U.Initialiser);
    } else if (C.takeWord("function")) {
      functionLine(C);
    } else {
      C.fail("expected one of: unit, file, declare, global, override, "
             "option, initialise, function; not " +
             C.next());
    }
  }

  void symbolLine(TextCursor &C) {
    Symbol *S = Tables.symbol(C);
    if (!S)
      return;
    if (auto Name = C.quoted())
      S->Name = *Name;
    if (!S->IsFunction)
      readObject(C, S->Of, S->Size, S->ElementSize);
    symbolWords(C, *S);
  }

  void symbolWords(TextCursor &C, Symbol &S) {
    for (;;) {
      if (C.takeWord("model"))
        S.ModelName = C.quoted().value_or(S.Name);
      else if (C.takeWord("format"))
        S.Format = static_cast<std::int16_t>(C.number(0, 32767).value_or(0));
      else if (C.takeWord("variadic"))
        S.Variadic = static_cast<std::int16_t>(C.number(0, 32767).value_or(0));
      else if (C.takeWord("weak"))
        S.IsWeak = true;
      else if (C.takeWord("const"))
        S.IsConstant = true;
      else if (C.takeWord("noreturn"))
        S.IsNoReturn = true;
      else
        return;
    }
  }

  void functionLine(TextCursor &C) {
    Symbol *S = Tables.symbol(C);
    Function &F = U.Functions.emplace_back();
    if (!C.take("("))
      C.fail("expected '(' and parameters");
    while (S && !C.hasFailed() && !C.take(")")) {
      if (C.take("...")) {
        F.IsVariadic = true;
      } else {
        F.Locals.push_back(readLocal(C));
        ++F.Parameters;
      }
      if (C.take(")"))
        break;
      if (!C.take(",") || F.IsVariadic)
        C.fail("expected ')', not " + C.next());
    }
    auto Result = C.type();
    if (!Result || !S)
      return C.fail("expected the type of the result, not " + C.next());
    F.Symbol = indexOf(S);
    F.Result = *Result;
    if (auto Name = C.quoted())
      S->Name = *Name;
    symbolWords(C, *S);
    if (C.takeWord("at")) {
      auto Where = C.place();
      if (!Where)
        C.fail("expected a position");
      F.Where = Where.value_or(Position());
    }
    open(C, F);
  }

  void open(TextCursor &C, Function &F) {
    if (!C.take("{"))
      C.fail("expected '{', not " + C.next());
    Body.emplace(Tables, F);
  }

  void bodyLine(TextCursor &C) {
    if (Body->readLine(C, Now))
      Body.reset();
  }

  const std::vector<std::string_view> &Lines;
  std::size_t FirstLine, Now = 0;
  std::string Fault;
  TextTables Tables;
  std::optional<BodyReader> Body;
};

} // namespace

Result<std::vector<Unit>> parse(std::string_view Text, std::string_view Path) {
  auto Bad = [&](std::string What) {
    return Problem{Stage::Parse, Level::Error, std::string(Path),
                   "The flow text is not well formed: " + std::move(What) +
                       "."};
  };
  std::vector<Unit> Units;
  std::vector<std::string_view> Lines;
  std::size_t Number = 0, FirstLine = 1;
  auto Finish = [&] {
    UnitParser P(Lines, FirstLine);
    std::string Fault = P.run();
    Units.push_back(std::move(P.U));
    Lines.clear();
    return Fault;
  };
  while (!Text.empty()) {
    ++Number;
    std::string_view Line = Text.substr(0, Text.find('\n'));
    Text.remove_prefix(std::min(Text.size(), Line.size() + 1));
    TextCursor C(Line);
    bool StartsUnit = C.takeWord("unit");
    if (StartsUnit) {
      if (!Lines.empty())
        if (std::string Fault = Finish(); !Fault.empty())
          return Bad(Fault);
      FirstLine = Number;
    } else if (Lines.empty()) {
      if (!C.atEnd())
        return Bad("line " + std::to_string(Number) +
                   ": expected 'unit' and its path");
      continue;
    }
    Lines.push_back(Line);
  }
  if (Lines.empty() && Units.empty())
    return Bad("there is no unit in it");
  if (std::string Fault = Finish(); !Fault.empty())
    return Bad(Fault);
  return Units;
}

} // namespace firmcop::flow
