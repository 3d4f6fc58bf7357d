//===- core/flow/Serialise.cpp - Units as bytes ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/Serialise.h"
#include "core/flow/Bytes.h"
#include "core/flow/Verify.h"

namespace firmcop::flow {

namespace {

constexpr std::string_view Magic = "firmcop unit\n";
constexpr std::uint64_t MaxIndex = (1u << 29) - 1;

constexpr std::uint16_t toNumber(Type T) {
  return static_cast<std::uint16_t>(T.Of | T.Signed << 3 | T.Bits << 4);
}

class UnitWriter {
public:
  std::string run(const Unit &U) {
    W.text(U.Path);
    W.number(U.PointerBits);
    W.number(U.IsIncomplete);
    list(U.Files, [&](const std::string &File) { W.text(File); });
    list(U.Symbols, [&](const Symbol &S) { write(S); });
    list(U.Literals, [&](const Literal &L) { write(L); });
    list(U.Fields, [&](const std::string &Field) { W.text(Field); });
    list(U.Overrides, [&](const Override &O) {
      W.number(O.Method);
      W.number(O.Overridden);
    });
    list(U.Options, [&](const BuildOption &O) {
      W.text(O.Kind);
      W.text(O.Library);
    });
    list(U.Functions, [&](const Function &F) { write(F); });
    write(U.Initialiser);
    return W.take();
  }

private:
  template <class T, class Writer>
  void list(const std::vector<T> &Items, Writer Write) {
    W.number(Items.size());
    for (const T &Item : Items)
      Write(Item);
  }

  void write(const Symbol &S) {
    W.text(S.LinkName);
    W.text(S.ModelName);
    W.text(S.Name);
    W.number(S.IsFunction | S.IsDefined << 1 | S.IsWeak << 2 |
             S.IsConstant << 3 | S.IsNoReturn << 4);
    W.signedNumber(S.Format);
    W.signedNumber(S.Variadic);
    W.number(toNumber(S.Of));
    W.number(S.Size);
    W.number(S.ElementSize);
  }

  void write(const Literal &L) {
    W.number(static_cast<unsigned>(L.Of));
    W.signedNumber(L.Integer);
    W.text(L.Bytes);
    list(L.Names, [&](const std::string &Name) { W.text(Name); });
  }

  void write(const Position &P) {
    // Most positions are close to the one before.
    W.number(P.File);
    W.signedNumber(std::int64_t(P.Line) - Last.Line);
    W.signedNumber(std::int64_t(P.Offset) - Last.Offset);
    W.number(P.Column);
    W.number(P.Length);
    Last = P;
  }

  void write(Operand O) {
    W.number(O.Index * 8ull + static_cast<unsigned>(O.kind()));
  }

  void write(const Operation &O) {
    W.number(static_cast<unsigned>(O.Op));
    W.number(O.Flags);
    W.number(toNumber(O.Of));
    W.number(O.Count);
    W.number(O.Result + 1u);
    write(O.A);
    write(O.B);
    W.number(O.Extra);
  }

  void write(const Function &F) {
    W.number(F.Symbol);
    write(F.Where);
    W.number(F.Parameters);
    W.number(F.IsVariadic);
    W.number(toNumber(F.Result));
    list(F.Locals, [&](const Local &L) {
      W.text(L.Name);
      W.number(toNumber(L.Of));
      W.number(L.Size);
      W.number(L.ElementSize);
      W.number(L.IsStatic);
    });
    // Blocks lie one behind the other.
    list(F.Blocks, [&](const Block &B) { W.number(B.Count); });
    list(F.Operations, [&](const Operation &O) { write(O); });
    list(F.Positions, [&](const Position &P) { write(P); });
    list(F.Pool, [&](Operand O) { write(O); });
    W.number(F.Temporaries);
  }

  ByteWriter W;
  Position Last;
};

class UnitReader {
public:
  explicit UnitReader(std::string_view Bytes) : R(Bytes) {}

  /// Whether the bytes hold a unit and nothing else.
  bool run(Unit &U) {
    U.Path = R.text();
    U.PointerBits = R.as<unsigned>();
    U.IsIncomplete = R.flag();
    list(U.Files, [&](std::string &File) { File = R.text(); });
    list(U.Symbols, [&](Symbol &S) { read(S); });
    list(U.Literals, [&](Literal &L) { read(L); });
    list(U.Fields, [&](std::string &Field) { Field = R.text(); });
    list(U.Overrides, [&](Override &O) {
      O.Method = R.as<std::uint32_t>();
      O.Overridden = R.as<std::uint32_t>();
    });
    list(U.Options, [&](BuildOption &O) {
      O.Kind = R.text();
      O.Library = R.text();
    });
    list(U.Functions, [&](Function &F) { read(F); });
    read(U.Initialiser);
    return !R.hasFailed() && R.atEnd();
  }

private:
  template <class T, class Reader>
  void list(std::vector<T> &Items, Reader Read) {
    std::size_t Count = R.count();
    for (std::size_t I = 0; I < Count && !R.hasFailed(); ++I)
      Read(Items.emplace_back());
  }

  Type type() {
    auto Number = R.as<std::uint16_t>();
    Type T;
    T.Of = Number & 7;
    T.Signed = Number >> 3 & 1;
    T.Bits = Number >> 4 & 0xfff;
    return T;
  }

  void read(Symbol &S) {
    S.LinkName = R.text();
    S.ModelName = R.text();
    S.Name = R.text();
    std::uint64_t Flags = R.number(31);
    S.IsFunction = Flags & 1;
    S.IsDefined = Flags >> 1 & 1;
    S.IsWeak = Flags >> 2 & 1;
    S.IsConstant = Flags >> 3 & 1;
    S.IsNoReturn = Flags >> 4 & 1;
    S.Format = static_cast<std::int16_t>(R.signedNumber());
    S.Variadic = static_cast<std::int16_t>(R.signedNumber());
    S.Of = type();
    S.Size = R.number();
    S.ElementSize = R.as<std::uint32_t>();
  }

  void read(Literal &L) {
    L.Of = static_cast<Literal::Kind>(R.as<std::uint8_t>());
    L.Integer = R.signedNumber();
    L.Bytes = R.text();
    list(L.Names, [&](std::string &Name) { Name = R.text(); });
  }

  void read(Position &P) {
    P.File = R.as<std::uint32_t>();
    P.Line =
        static_cast<std::uint32_t>(Last.Line + std::uint64_t(R.signedNumber()));
    P.Offset = static_cast<std::uint32_t>(Last.Offset +
                                          std::uint64_t(R.signedNumber()));
    P.Column = R.as<std::uint16_t>();
    P.Length = R.as<std::uint16_t>();
    Last = P;
  }

  Operand operand() {
    std::uint64_t Number = R.number(MaxIndex * 8 + 7);
    return {static_cast<Operand::Kind>(Number & 7),
            static_cast<std::uint32_t>(Number >> 3)};
  }

  void read(Operation &O) {
    O.Op = static_cast<Opcode>(R.as<std::uint8_t>());
    O.Flags = R.as<std::uint8_t>();
    O.Of = type();
    O.Count = R.as<std::uint32_t>();
    O.Result = R.as<std::uint32_t>() - 1;
    O.A = operand();
    O.B = operand();
    O.Extra = R.as<std::uint32_t>();
  }

  void read(Function &F) {
    F.Symbol = R.as<std::uint32_t>();
    read(F.Where);
    F.Parameters = R.as<std::uint32_t>();
    F.IsVariadic = R.flag();
    F.Result = type();
    list(F.Locals, [&](Local &L) {
      L.Name = R.text();
      L.Of = type();
      L.Size = R.number();
      L.ElementSize = R.as<std::uint32_t>();
      L.IsStatic = R.flag();
    });
    std::uint32_t First = 0;
    list(F.Blocks, [&](Block &B) {
      B = {First, R.as<std::uint32_t>()};
      First += B.Count;
    });
    list(F.Operations, [&](Operation &O) { read(O); });
    list(F.Positions, [&](Position &P) { read(P); });
    list(F.Pool, [&](Operand &O) { O = operand(); });
    F.Temporaries = R.as<std::uint32_t>();
  }

  ByteReader R;
  Position Last;
};

} // namespace

std::string toBytes(const Unit &U) {
  std::string Content = UnitWriter().run(U);
  ByteWriter W;
  W.number(Schema);
  W.number(checksum(Content));
  return std::string(Magic) + W.take() + Content;
}

Result<Unit> fromBytes(std::string_view Bytes, std::string_view Path) {
  auto Bad = [&](std::string What) {
    return Problem{Stage::Input, Level::Warning, std::string(Path),
                   std::move(What)};
  };
  if (!Bytes.starts_with(Magic))
    return Bad("This is no unit that firmcop has captured; capture it again.");
  Bytes.remove_prefix(Magic.size());
  ByteReader Head(Bytes);
  std::uint64_t Written = Head.number();
  if (!Head.hasFailed() && Written != Schema)
    return Bad("The unit was captured by another version of firmcop (schema " +
               std::to_string(Written) + ", not " + std::to_string(Schema) +
               "); capture it again.");
  std::uint64_t Sum = Head.number();
  std::string_view Content = Head.rest();
  Unit U;
  if (Head.hasFailed() || checksum(Content) != Sum ||
      !UnitReader(Content).run(U))
    return Bad("The captured unit is damaged; capture it again.");
  if (auto Fault = faultOf(U))
    return Bad("The captured unit is not well formed: " + *Fault +
               "; capture it again.");
  return U;
}

} // namespace firmcop::flow
