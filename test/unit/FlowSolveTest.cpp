//===- test/unit/FlowSolveTest.cpp - Programs that nobody wrote -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Units come from files, so whatever is well formed may be in them: blocks that
// jump anywhere, integers used as pointers, calls in circles, temporaries that
// no path sets. Solving such programs has to end within its budget, and to say
// the same each time.
//
//===----------------------------------------------------------------------===//

#include "core/flow/Solve.h"
#include "core/flow/Text.h"
#include "core/flow/Verify.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

using namespace firmcop;
using namespace firmcop::flow;
using testing::HasSubstr;

namespace {

/// The functions of libraries that the programs call.
constexpr std::array Library = {"recv",     "fopen",  "memcpy",
                                "strcpy",   "malloc", "atoi",
                                "strlen",   "getenv", "strcmp",
                                "snprintf", "nobody", "mbedtls_aes_setkey_enc"};
constexpr std::uint32_t Functions = 6, Globals = 3;

/// Makes well-formed units out of a sequence of numbers that every platform has
/// alike.
class Generator {
public:
  explicit Generator(std::uint64_t Seed) : Now(Seed * 2 + 1) {}

  Unit unit() {
    U.Path = "random.c";
    U.Files = {"random.c"};
    for (std::uint32_t F = 0; F < Functions; ++F)
      U.Symbols.push_back(symbol("f" + std::to_string(F), true, true));
    for (const char *Name : Library) {
      Symbol S = symbol(Name, true, false);
      S.ModelName = Name;
      if (S.Name == "snprintf")
        S.Variadic = 3;
      U.Symbols.push_back(S);
    }
    for (std::uint32_t G = 0; G < Globals; ++G) {
      Symbol S = symbol("g" + std::to_string(G), false, true);
      S.Of = G ? Type(Type::Kind::Record) : Type(Type::Kind::Integer, 32, true);
      S.Size = G ? 64 : 4;
      S.ElementSize = G == 2;
      U.Symbols.push_back(S);
    }
    for (std::int64_t Number : {0, 1, -1, 16, 100, 4096})
      U.Literals.push_back({Literal::Kind::Integer, Number, "", {}});
    for (const char *Text : {"", "/tmp/%s", "%d:%s", "key"})
      U.Literals.push_back({Literal::Kind::Text, 0, Text, {}});
    U.Fields = {"R::a", "R::b", "Union::*"};
    for (std::uint32_t F = 0; F < Functions; ++F)
      U.Functions.push_back(function(F));
    return U;
  }

private:
  std::uint32_t below(std::uint32_t N) {
    Now = Now * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::uint32_t>(Now >> 33) % N;
  }

  static Symbol symbol(std::string Name, bool IsFunction, bool IsDefined) {
    Symbol S;
    S.LinkName = S.Name = std::move(Name);
    S.IsFunction = IsFunction;
    S.IsDefined = IsDefined;
    return S;
  }

  Type type() {
    constexpr unsigned Bits[] = {1, 8, 16, 32, 64};
    return below(3) ? Type(Type::Kind::Integer, Bits[below(5)], below(2))
                    : Type(Type::Kind::Pointer);
  }

  Operand operand(const Function &F) {
    switch (below(10)) {
    case 0:
    case 1:
    case 2:
      // Set by what stands before it in the text, but not on every path.
      if (F.Temporaries)
        return {Operand::Kind::Temporary, below(F.Temporaries)};
      [[fallthrough]];
    case 3:
    case 4:
      return {Operand::Kind::Local,
              below(static_cast<std::uint32_t>(F.Locals.size()))};
    case 5:
      return {Operand::Kind::Global,
              Functions + std::uint32_t(Library.size()) + below(Globals)};
    case 6:
      return {Operand::Kind::Function, below(Functions)};
    case 7:
    case 8:
      return {Operand::Kind::Local, 4};
    default:
      return {Operand::Kind::Literal,
              below(static_cast<std::uint32_t>(U.Literals.size()))};
    }
  }

  Operation operation(Function &F) {
    Operation O;
    O.Op = static_cast<Opcode>(below(static_cast<std::uint32_t>(Opcode::Jump)));
    // Half of everything calls somebody.
    if (below(2))
      O.Op = Opcode::Call;
    O.Of = type();
    switch (O.Op) {
    case Opcode::Unknown:
      break;
    case Opcode::Call:
      // Often of a source, so that there is something to follow.
      O.A = Operand(Operand::Kind::Function,
                    below(4) ? below(Functions + Library.size()) : Functions);
      if (below(8) == 0)
        O.A = operand(F);
      O.Extra = static_cast<std::uint32_t>(F.Pool.size());
      O.Count = 1 + below(4);
      for (std::uint32_t I = 0; I < O.Count; ++I)
        F.Pool.push_back(operand(F));
      O.Flags = below(8) ? 0 : Operation::IsMethod;
      break;
    case Opcode::Copy:
    case Opcode::Negate:
    case Opcode::Complement:
    case Opcode::Not:
    case Opcode::Cast:
    case Opcode::Load:
      O.A = operand(F);
      break;
    case Opcode::Field:
      O.A = operand(F);
      O.Extra = below(static_cast<std::uint32_t>(U.Fields.size()));
      break;
    default:
      O.A = operand(F);
      O.B = operand(F);
      O.Extra = O.Op == Opcode::Element ? below(9) : below(100);
      O.Flags = O.Op == Opcode::Element ? Operation::IsIndex : 0;
    }
    if (O.Op != Opcode::Store && O.Op != Opcode::CopyFrom)
      O.Result = F.Temporaries++;
    return O;
  }

  Operation end(Function &F, std::uint32_t Blocks) {
    Operation O;
    constexpr Opcode Ends[] = {Opcode::Jump, Opcode::Branch, Opcode::Branch,
                               Opcode::Switch, Opcode::Return};
    O.Op = Ends[below(5)];
    O.Extra = below(Blocks);
    if (O.Op == Opcode::Branch) {
      O.A = operand(F);
      O.B.Index = below(Blocks);
      O.Flags = below(2) ? Operation::IsLoop : 0;
    } else if (O.Op == Opcode::Switch) {
      O.A = operand(F);
      O.Extra = static_cast<std::uint32_t>(F.Pool.size());
      O.Count = 2;
      F.Pool.push_back({Operand::Kind::Literal, below(6)});
      F.Pool.emplace_back(Operand::Kind::None, below(Blocks));
      F.Pool.emplace_back();
      F.Pool.emplace_back(Operand::Kind::None, below(Blocks));
    } else if (O.Op == Opcode::Return) {
      O.Extra = 0;
      O.A = operand(F);
    }
    return O;
  }

  Function function(std::uint32_t Symbol) {
    Function F;
    F.Symbol = Symbol;
    F.Parameters = below(4);
    F.IsVariadic = below(4) == 0;
    F.Result = type();
    for (std::uint32_t L = 0; L < 5; ++L) {
      const bool IsArray = L == 4;
      F.Locals.push_back({"l" + std::to_string(L),
                          IsArray ? Type(Type::Kind::Record) : type(),
                          IsArray ? 32U : 8U, IsArray, false});
    }
    const std::uint32_t Blocks = 1 + below(8);
    for (std::uint32_t B = 0; B < Blocks; ++B) {
      struct Block Here;
      Here.First = static_cast<std::uint32_t>(F.Operations.size());
      for (std::uint32_t Left = below(8); Left; --Left)
        F.Operations.push_back(operation(F));
      F.Operations.push_back(end(F, Blocks));
      Here.Count = static_cast<std::uint32_t>(F.Operations.size()) - Here.First;
      F.Blocks.push_back(Here);
    }
    for (std::uint32_t I = 0; I < F.Operations.size(); ++I) {
      Position P;
      P.Line = Symbol + 1;
      P.Offset = Symbol * 1000 + I;
      F.Positions.push_back(P);
    }
    return F;
  }

  std::uint64_t Now;
  Unit U;
};

/// All that a solution says, as text.
std::string told(const Solution &S) {
  std::string Text;
  for (const FlowFinding &F : S.Findings) {
    Text += std::string(F.Of->Id) + " " + std::to_string(F.Where.Offset) + " " +
            F.Evidence + "\n";
    for (const std::string &Each : F.Arguments)
      Text += "  " + Each + "\n";
    for (const FlowPoint &Each : F.Path)
      Text += "  " + std::to_string(Each.Where.Offset) + " " +
              std::to_string(Each.Depth) + " " + Each.Text + "\n";
  }
  for (const Problem &P : S.Problems)
    Text += P.Path + ": " + P.Text + "\n";
  return Text;
}

std::uint64_t sizeOf(const Program &P) {
  std::uint64_t Size = 0;
  for (const Function &F : P.functions())
    Size += F.Operations.size();
  return Size;
}

TEST(FlowSolve, RandomProgramsEndAndSayTheSameTwice) {
  std::size_t Findings = 0;
  for (std::uint64_t Seed = 1; Seed <= 400; ++Seed) {
    const Unit U = Generator(Seed).unit();
    ASSERT_EQ(faultOf(U), std::nullopt) << Seed;
    const Program First({U}), Second({U});
    SolveOptions Options;
    Options.Effort = 40;
    const Solution A = solve(First, ModelSet::builtin(), Options);
    const Solution B = solve(Second, ModelSet::builtin(), Options);
    EXPECT_EQ(told(A), told(B)) << Seed;
    EXPECT_EQ(A.Statistics.Operations, B.Statistics.Operations) << Seed;
    // After the budget is spent, each function on the stack may still enter one
    // block, and functions may still be called from there.
    const std::uint64_t Budget = 100000 + sizeOf(First) * Options.Effort;
    EXPECT_LE(A.Statistics.Operations, Budget + Budget / 2) << Seed;
    if (A.Statistics.Operations >= Budget)
      EXPECT_FALSE(A.Problems.empty()) << Seed;
    Findings += A.Findings.size();
    for (const FlowFinding &F : A.Findings) {
      ASSERT_LT(F.Function, First.functions().size());
      EXPECT_FALSE(F.Path.empty());
    }
  }
  // They are no programs that nothing happens in.
  EXPECT_GT(Findings, 5u);
}

TEST(FlowSolve, TextAndBackGivesTheSameFindings) {
  for (std::uint64_t Seed = 200; Seed < 230; ++Seed) {
    const Unit U = Generator(Seed).unit();
    auto Again = parse(print(U), "random.flow");
    ASSERT_TRUE(Again) << Again.problem().Text;
    const Program First({U}), Second(std::move(*Again));
    EXPECT_EQ(told(solve(First, ModelSet::builtin())),
              told(solve(Second, ModelSet::builtin())))
        << Seed;
  }
}

TEST(FlowSolve, WhatWasNotFollowedIsSaid) {
  // More than what even the smallest budget allows.
  std::string Text = "unit \"big.c\"\nfile \"big.c\"\n";
  for (unsigned F = 0; F < 12; ++F) {
    Text += "function @f" + std::to_string(F) + "(n i32s) i32s {\nb0:\n";
    Text += "  t0 = load i32s &n\n";
    for (unsigned T = 1; T < 10000; ++T)
      Text += "  t" + std::to_string(T) + " = add i32s t" +
              std::to_string(T - 1) + ", 1\n";
    Text += "  return t9999\n}\n";
  }
  auto Units = parse(Text, "big.flow");
  ASSERT_TRUE(Units) << Units.problem().Text;
  const Program P(std::move(*Units));
  SolveOptions Options;
  Options.Effort = 0;
  const Solution Cut = solve(P, ModelSet::builtin(), Options);
  ASSERT_EQ(Cut.Problems.size(), 1u);
  EXPECT_EQ(Cut.Problems[0].Where, Stage::Limit);
  EXPECT_EQ(Cut.Problems[0].Path, "big.c");
  EXPECT_THAT(Cut.Problems[0].Text, HasSubstr("stopped at its budget in 'f"));
  // With enough of it, nothing is left to say.
  Options.Effort = 1000;
  EXPECT_TRUE(solve(P, ModelSet::builtin(), Options).Problems.empty());
}

TEST(FlowSolve, RulesThatAreOffSayNothing) {
  const Unit U = Generator(3).unit();
  SolveOptions Options;
  Options.IsOn = [](const Rule &) { return false; };
  EXPECT_TRUE(
      solve(Program({U}), ModelSet::builtin(), Options).Findings.empty());
}

} // namespace
