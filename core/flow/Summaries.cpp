//===- core/flow/Summaries.cpp - What was learnt of each function ---------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A context is printed as a sentence for each thing that is known: what went
// in, and, below it, what came back. Contexts are sorted by their text, for
// they are kept in no order.
//
//===----------------------------------------------------------------------===//

#include "core/flow/Solver.h"

#include <set>

using namespace firmcop;
using namespace firmcop::flow;

namespace {

std::string text(std::int64_t Number) {
  return Number == Interval::Least  ? "-inf"
         : Number == Interval::Most ? "inf"
                                    : std::to_string(Number);
}

std::string text(const Interval &R) {
  return R.isConstant() ? text(R.Low) : text(R.Low) + ".." + text(R.High);
}

/// Prints one context of a function.
class Printer {
public:
  Printer(const Solver &S, const Function &F, const Image &Input)
      : S(S), F(F), Input(Input) {}

  std::string input() const {
    std::string Lines;
    for (std::uint32_t I = 0; I < Input.Arguments; ++I)
      add(Lines, "with ", parameter(I), known(Input.Items[I].Of));
    for (const ImageCell &C : Input.Cells)
      add(Lines, "with ", place(C.At, Input), known(Input.Items[C.Item].Of));
    return Lines;
  }

  std::string output(const Image &Output) const {
    if (!Output.Returns)
      return "    does not return\n";
    std::string Lines;
    for (std::uint32_t I = 0; I < Output.Arguments; ++I)
      add(Lines, "  returns ", same(Output.Items[I]),
          known(Output.Items[I].Of));
    for (const ImageCell &C : Output.Cells)
      if (Output.Items[C.Item].Input == NoInput)
        add(Lines, "  leaves ", place(C.At, Output),
            known(Output.Items[C.Item].Of));
    constexpr const char *Names[] = {"zero", "positive", "negative"};
    for (unsigned I = 0; I < std::size(Names); ++I)
      for (const Fact &Each : Output.Classes[I].Facts)
        if (Output.Classes[I].IsPossible && Each.Of < Input.Items.size())
          add(Lines, std::string("  when it returns ") + Names[I] + ", ",
              item(Each.Of), known(Each, Input.Items[Each.Of].Of));
    return Lines;
  }

private:
  static void add(std::string &Lines, const std::string &Verb,
                  const std::string &What, const std::string &Known) {
    if (!Known.empty())
      Lines += "  " + Verb + What + ": " + Known + "\n";
  }

  std::string parameter(std::uint32_t I) const {
    return I < F.Locals.size() ? F.Locals[I].Name : std::to_string(I);
  }

  /// What an item of the input is on the other side.
  std::string item(std::uint32_t I) const {
    if (I < Input.Arguments)
      return parameter(I);
    for (const ImageCell &C : Input.Cells)
      if (C.Item == I)
        return place(C.At, Input);
    return "something";
  }

  std::string same(const ImageItem &I) const {
    return I.Input == NoInput ? "it" : item(I.Input);
  }

  std::string place(Place At, const Image &In) const {
    std::string Path;
    for (PathId P = At.Path; P != 0; P = S.PathTable.parent(P)) {
      Selector Last = S.PathTable.last(P);
      std::string Part;
      switch (Last.Of) {
      case Selector::Kind::Field:
        Part = Last.Index < S.P.fields().size() ? "." + S.P.fields()[Last.Index]
                                                : ".?";
        break;
      case Selector::Kind::Element:
        Part = "[" + std::to_string(Last.Index) + "]";
        break;
      case Selector::Kind::AnyElement:
      case Selector::Kind::AnyByte:
        Part = "[]";
        break;
      case Selector::Kind::Class:
        Part = ".class";
        break;
      }
      Path = Part + Path;
    }
    return object(At.Object, In) + Path;
  }

  std::string object(ObjectId O, const Image &In) const {
    // A list may lead back to where it began.
    if (Nesting == Paths::MaximumDepth)
      return "an object";
    ++Nesting;
    std::string Name = nameOf(O, In);
    --Nesting;
    return Name;
  }

  std::string nameOf(ObjectId O, const Image &In) const {
    if (O >= LiteralObject)
      return "a literal";
    if (O >= GlobalObject) {
      std::uint32_t Symbol = O & ~GlobalObject;
      return Symbol < S.P.symbols().size() ? S.P.symbols()[Symbol].Name
                                           : "a global";
    }
    std::uint32_t Of = O;
    if (&In != &Input && O < In.Objects.size()) {
      const ImageObject &Came = In.Objects[O];
      if (Came.PointeeOfInput != NoInput)
        return "*" + item(Came.PointeeOfInput);
      if (Came.InputObject == NoInput)
        return "a new object";
      Of = Came.InputObject;
    }
    for (std::uint32_t I = 0; I < Input.Items.size(); ++I)
      for (Place Target : Input.Items[I].Targets)
        if (Target.Object == Of)
          return "*" + item(I);
    return "an object";
  }

  std::string known(const Value &V) const {
    std::string Text;
    auto And = [&](const std::string &More) {
      Text += (Text.empty() ? "" : ", ") + More;
    };
    if (!V.Of.isPointer() && !V.Range.isEmpty() &&
        !(V.Range == Interval::of(V.Of)) && !(V.Range == Interval()))
      And(text(V.Range));
    for (unsigned Bit = 0; Bit < 64; ++Bit)
      if (KindMask Kind = V.Kinds & (KindMask(1) << Bit))
        And(Kind == Vocabulary::Constant ? "constant"
                                         : std::string(S.Words.meaning(Kind)));
    if (V.MaxLength != AnyLength)
      And("at most " + std::to_string(V.MaxLength) + " characters");
    if (V.IsValidated)
      And("validated");
    if (V.IsBounded && V.isFromOutside())
      And("bounded");
    return Text;
  }

  std::string known(const Fact &Known, const Value &V) const {
    std::string Text;
    auto And = [&](const std::string &More) {
      Text += (Text.empty() ? "" : ", ") + More;
    };
    if (!V.Of.isPointer() && !Known.Range.isEmpty() &&
        !Known.Range.contains(V.Range))
      And(text(Known.Range));
    if (Known.IsBounded && !V.IsBounded)
      And("bounded");
    if (Known.IsValidated && !V.IsValidated)
      And("validated");
    if (Known.IsNonZero && !V.IsNonZero && V.Of.isPointer())
      And("not null");
    return Text;
  }

  const Solver &S;
  const Function &F;
  const Image &Input;
  mutable unsigned Nesting = 0; ///< of objects that are named by others
};

} // namespace

void Solver::summarise() {
  for (std::uint32_t I = 0; I < P.functions().size(); ++I) {
    const Function &F = P.functions()[I];
    std::set<std::string> Texts;
    for (const auto &[Hash, Here] : Contexts[I]) {
      if (Here->Is != Context::Solved)
        continue;
      const Printer Print(*this, F, Here->Input);
      Texts.insert(Print.input() + Print.output(Here->Output));
    }
    std::string Summary = "'" + P.symbols()[F.Symbol].Name + "' at " +
                          P.files()[F.Where.File] + ":" +
                          std::to_string(F.Where.Line) + ", solved for " +
                          std::to_string(Contexts[I].size()) +
                          (Contexts[I].size() == 1 ? " input\n" : " inputs\n");
    for (const std::string &Text : Texts)
      Summary += Texts.size() > 1 ? "  input\n" + Text : Text;
    Solved.Summaries.push_back(std::move(Summary));
  }
}
