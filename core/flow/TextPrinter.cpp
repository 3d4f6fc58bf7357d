//===- core/flow/TextPrinter.cpp - Units as text --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/Text.h"
#include "core/flow/TextWords.h"

#include <map>

namespace firmcop::flow {

namespace {

std::string quoted(std::string_view Text) {
  constexpr char Digits[] = "0123456789abcdef";
  std::string Quoted = "\"";
  for (unsigned char C : Text)
    if (C == '"' || C == '\\') {
      Quoted += '\\';
      Quoted += static_cast<char>(C);
    } else if (C == '\n') {
      Quoted += "\\n";
    } else if (C < 0x20 || C >= 0x7f) {
      Quoted += "\\x";
      Quoted += Digits[C >> 4];
      Quoted += Digits[C & 15];
    } else {
      Quoted += static_cast<char>(C);
    }
  return Quoted + '"';
}

bool isWord(std::string_view Text) {
  if (Text.empty() || !startsWord(Text[0]))
    return false;
  for (char C : Text)
    if (!isInWord(C))
      return false;
  return true;
}

/// A name where a word or a quoted text may stand.
std::string named(std::string_view Name) {
  return isWord(Name) ? std::string(Name) : quoted(Name);
}

/// '@' and the link name; quoted where it could be taken for something else.
std::string linkName(std::string_view Name) {
  bool IsBare = !Name.empty() && startsWord(Name[0]) && Name.back() != ':';
  for (char C : Name)
    IsBare = IsBare && isInLinkName(C);
  return "@" + (IsBare ? std::string(Name) : quoted(Name));
}

class Printer {
public:
  explicit Printer(const Unit &U) : U(U) {}

  std::string run() {
    Out = "unit " + quoted(U.Path);
    if (U.PointerBits != 64)
      Out += " pointer " + std::to_string(U.PointerBits);
    Out += U.IsIncomplete ? " incomplete\n" : "\n";
    for (const std::string &File : U.Files)
      Out += "file " + quoted(File) + "\n";
    std::vector<bool> HasBody(U.Symbols.size(), false);
    for (const Function &F : U.Functions)
      HasBody[F.Symbol] = true;
    for (std::size_t S = 0; S < U.Symbols.size(); ++S)
      if (!HasBody[S])
        printSymbol(U.Symbols[S]);
    for (const Override &O : U.Overrides)
      Out += "override " + linkName(U.Symbols[O.Method].LinkName) + ", " +
             linkName(U.Symbols[O.Overridden].LinkName) + "\n";
    for (const BuildOption &O : U.Options)
      Out += "option " + quoted(O.Kind) + " " + quoted(O.Library) + "\n";
    if (!U.Initialiser.Blocks.empty()) {
      Out += "\ninitialise {\n";
      printBody(U.Initialiser);
    }
    for (const Function &F : U.Functions)
      printFunction(F);
    return std::move(Out);
  }

private:
  void printSymbol(const Symbol &S) {
    if (!S.IsFunction && S.IsDefined)
      Out += "global ";
    else
      Out += S.IsFunction ? "declare " : "declare global ";
    Out += linkName(S.LinkName);
    if (S.Name != S.LinkName)
      Out += " " + quoted(S.Name);
    if (!S.IsFunction)
      printObject(S.Of, S.Size, S.ElementSize);
    printWords(S);
    Out += "\n";
  }

  void printObject(Type Of, std::uint64_t Size, std::uint32_t ElementSize) {
    Out += " " + toString(Of);
    if (Size != 0)
      Out += " size " + std::to_string(Size);
    if (ElementSize != 0)
      Out += " element " + std::to_string(ElementSize);
  }

  void printWords(const Symbol &S) {
    if (!S.ModelName.empty())
      Out += S.ModelName == S.Name ? " model" : " model " + quoted(S.ModelName);
    if (S.Variadic >= 0)
      Out += " variadic " + std::to_string(S.Variadic);
    if (S.Format >= 0)
      Out += " format " + std::to_string(S.Format);
    if (S.IsWeak)
      Out += " weak";
    if (S.IsConstant)
      Out += " const";
    if (S.IsNoReturn)
      Out += " noreturn";
  }

  static std::string place(const Position &P) {
    std::string Text = P.File == 0 ? "" : std::to_string(P.File) + ":";
    Text += std::to_string(P.Line) + ":" + std::to_string(P.Column);
    if (P.Offset != 0 || P.Length != 0)
      Text += "+" + std::to_string(P.Offset);
    if (P.Length != 0)
      Text += "/" + std::to_string(P.Length);
    return Text;
  }

  void printLocal(const Local &L) {
    Out += named(L.Name);
    printObject(L.Of, L.Size, L.ElementSize);
    if (L.IsStatic)
      Out += " static";
  }

  void printFunction(const Function &F) {
    const Symbol &S = U.Symbols[F.Symbol];
    Out += "\nfunction " + linkName(S.LinkName) + "(";
    for (std::uint32_t P = 0; P < F.Parameters; ++P) {
      Out += P == 0 ? "" : ", ";
      printLocal(F.Locals[P]);
    }
    if (F.IsVariadic)
      Out += F.Parameters == 0 ? "..." : ", ...";
    Out += ") " + toString(F.Result);
    if (S.Name != S.LinkName)
      Out += " " + quoted(S.Name);
    printWords(S);
    if (F.Where != Position())
      Out += " at " + place(F.Where);
    Out += " {\n";
    printBody(F);
  }

  void printBody(const Function &F) {
    for (std::size_t L = F.Parameters; L < F.Locals.size(); ++L) {
      Out += "  local ";
      printLocal(F.Locals[L]);
      Out += "\n";
    }
    LocalNames.clear();
    for (const Local &L : F.Locals)
      ++LocalNames[L.Name];
    for (std::size_t B = 0; B < F.Blocks.size(); ++B) {
      Out += "b" + std::to_string(B) + ":\n";
      for (std::uint32_t I = 0; I < F.Blocks[B].Count; ++I)
        printOperation(F, F.Blocks[B].First + I);
    }
    Out += "}\n";
  }

  std::string constant(const Literal &L) const {
    std::string Text;
    for (const std::string &Name : L.Names)
      Text += named(Name) + "=";
    if (L.Of == Literal::Kind::Integer)
      return Text + std::to_string(L.Integer);
    return Text + (L.Of == Literal::Kind::Bytes ? "bytes " : "") +
           quoted(L.Bytes);
  }

  std::string operand(const Function &F, Operand O) const {
    switch (O.kind()) {
    case Operand::Kind::None:
      return "none";
    case Operand::Kind::Temporary:
      return "t" + std::to_string(O.Index);
    case Operand::Kind::Local: {
      const std::string &Name = F.Locals[O.Index].Name;
      bool IsClear = isWord(Name) && LocalNames.find(Name)->second == 1;
      return "&" + (IsClear ? Name : std::to_string(O.Index));
    }
    case Operand::Kind::Global:
    case Operand::Kind::Function:
      return linkName(U.Symbols[O.Index].LinkName);
    case Operand::Kind::Literal:
      return constant(U.Literals[O.Index]);
    }
    return "none";
  }

  void printCases(const Function &F, const Operation &O) {
    Out += " {";
    for (std::uint32_t I = 0; I < O.Count; ++I) {
      Operand Value = F.Pool[O.Extra + 2 * I];
      Out += I == 0 ? " " : ", ";
      Out += Value ? operand(F, Value) : "default";
      Out += ": b" + std::to_string(F.Pool[O.Extra + 2 * I + 1].Index);
    }
    Out += " }";
  }

  void printOperation(const Function &F, std::size_t Index) {
    const Operation &O = F.Operations[Index];
    Out += "  ";
    if (O.Result != Operation::NoResult)
      Out += "t" + std::to_string(O.Result) + " = ";
    Out += toString(O.Op);
    if (O.Result != Operation::NoResult || O.Of != Type())
      Out += " " + toString(O.Of);
    if (O.A || (operandsOf(O.Op) != 0 && O.Op != Opcode::Return))
      Out += " " + operand(F, O.A);
    switch (O.Op) {
    case Opcode::Field:
      Out += ", " + quoted(U.Fields[O.Extra]);
      if (O.Count)
        Out += ", " + std::to_string(O.Count);
      break;
    case Opcode::Call:
      Out += "(";
      for (std::uint32_t I = 0; I < O.Count; ++I)
        Out += (I == 0 ? "" : ", ") + operand(F, F.Pool[O.Extra + I]);
      Out += ")";
      break;
    case Opcode::Jump:
      Out += " b" + std::to_string(O.Extra);
      break;
    case Opcode::Branch:
      Out +=
          " ? b" + std::to_string(O.Extra) + " : b" + std::to_string(O.B.Index);
      break;
    case Opcode::Switch:
      printCases(F, O);
      break;
    case Opcode::Element:
    case Opcode::CopyFrom:
      Out += ", " + operand(F, O.B) + ", " + std::to_string(O.Extra);
      break;
    default:
      if (operandsOf(O.Op) == 2)
        Out += ", " + operand(F, O.B);
    }
    for (auto [Flag, Word] : FlagWords)
      if (O.Flags & Flag)
        Out += " [" + std::string(Word) + "]";
    if (F.Positions[Index] != Position())
      Out += " @" + place(F.Positions[Index]);
    Out += "\n";
  }

  const Unit &U;
  std::string Out;
  std::map<std::string_view, unsigned> LocalNames;
};

} // namespace

std::string_view toString(Opcode Op) {
  return OpcodeWords[static_cast<std::size_t>(Op)];
}

std::string toString(Type T) {
  switch (T.kind()) {
  case Type::Kind::Void:
    return "void";
  case Type::Kind::Integer:
    return "i" + std::to_string(T.Bits) + (T.Signed ? "s" : "u");
  case Type::Kind::Float:
    return "f" + std::to_string(T.Bits);
  case Type::Kind::Pointer:
    return "ptr";
  case Type::Kind::Record:
    return "record";
  }
  return "void";
}

std::string print(const Unit &U) { return Printer(U).run(); }

} // namespace firmcop::flow
