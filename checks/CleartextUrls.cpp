//===- checks/CleartextUrls.cpp - Addresses without encryption ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/CleartextUrls.h"
#include "checks/Modelled.h"
#include "checks/Texts.h"
#include "core/flow/UpdateNames.h"

#include <map>

using namespace clang;

namespace firmcop {

namespace {

/// The parts of an address.
struct Url {
  llvm::StringRef Scheme, User, Host, Rest;
};

std::optional<Url> parse(llvm::StringRef Text) {
  auto [Scheme, Rest] = Text.split("://");
  if (Rest.empty() || Scheme.empty() ||
      !llvm::all_of(Scheme, [](char C) { return llvm::isAlnum(C); }))
    return std::nullopt;
  Rest = Rest.take_until(
      [](char C) { return llvm::isSpace(C) || C == '\'' || C == '"'; });
  Url Result;
  Result.Scheme = Scheme;
  llvm::StringRef Authority =
      Rest.take_until([](char C) { return C == '/' || C == '?' || C == '#'; });
  Result.Rest = Rest.drop_front(Authority.size());
  if (size_t At = Authority.rfind('@'); At != llvm::StringRef::npos) {
    Result.User = Authority.take_front(At);
    Authority = Authority.drop_front(At + 1);
  }
  Result.Host =
      Authority.starts_with("[")
          ? Authority.drop_front().take_until([](char C) { return C == ']'; })
          : Authority.take_until([](char C) { return C == ':'; });
  if (Result.Host.empty())
    return std::nullopt;
  return Result;
}

bool isCleartext(llvm::StringRef Scheme) {
  static constexpr llvm::StringRef Schemes[] = {
      "http", "ftp", "tftp", "ws", "mqtt", "tcp", "coap", "telnet"};
  return llvm::is_contained(Schemes, Scheme.lower());
}

/// Names of documents that look like addresses.
bool isNamespace(llvm::StringRef Host) {
  return Host == "www.w3.org" || Host.starts_with("schemas.") ||
         Host.starts_with("ns.");
}

/// The tool that a shell command fetches files with appears in it.
bool isFetchCommand(llvm::StringRef Command) {
  llvm::SmallVector<llvm::StringRef, 8> Words;
  Command.split(Words, ' ', -1, /*KeepEmpty=*/false);
  return llvm::any_of(Words, [](llvm::StringRef Word) {
    size_t Slash = Word.rfind('/');
    if (Slash != llvm::StringRef::npos)
      Word = Word.drop_front(Slash + 1);
    return Word == "wget" || Word == "curl" || Word == "uclient-fetch" ||
           Word == "sysupgrade" || Word == "opkg" || Word == "aria2c";
  });
}

class Collector {
public:
  explicit Collector(const TranslationUnitFacts &TU)
      : TU(TU), SM(TU.sources()) {}

  std::vector<CleartextUrl> collect() {
    for (const Call &C : TU.calls())
      addCall(C);
    for (const Store &S : TU.stores())
      if (!S.ToElement)
        addStore(S);
    for (const MacroDefinition &M : TU.macros())
      if (isUpdateAddress(M.Name))
        if (std::optional<ConstantValue> V = macroValue(M, TU); V && V->IsText)
          add(*V->Bytes,
              {M.Info->tokens().front().getLocation(),
               M.Info->tokens().back().getLocation()},
              M.Where, /*IsUpdate=*/true, /*IsFetched=*/false);
    std::vector<CleartextUrl> Result;
    for (auto &[Place, Found] : ByPlace)
      Result.push_back(std::move(Found));
    llvm::sort(Result, [&](const CleartextUrl &A, const CleartextUrl &B) {
      return SM.isBeforeInTranslationUnit(A.Where.getBegin(),
                                          B.Where.getBegin());
    });
    return Result;
  }

private:
  void addCall(const Call &C) {
    bool InUpdate = C.In && C.In->getDeclName().isIdentifier() &&
                    isAboutUpdates(C.In->getName());
    for (const char *Kind : {"url", "update-url", "download"})
      for (const ModelRow *Row : rowsOfKind(C, Kind, TU)) {
        if (Row->At.Of != Port::Base::Argument)
          continue;
        const Expr *Argument = C.argument(Row->At.Index);
        const ValueDecl *Named = Argument ? namedThing(Argument) : nullptr;
        bool IsUpdate = Row->Kind != "url" || InUpdate ||
                        (Named && isUpdateAddress(Named->getName()));
        for (const ConstantText &T : textsReaching(Argument, C, TU))
          add(T, C.location(), IsUpdate, /*IsFetched=*/true);
      }
    for (const char *Kind : {"command", "program"})
      for (const ModelRow *Row : rowsOfKind(C, Kind, TU))
        addCommand(C, *Row, InUpdate);
  }

  /// The arguments of a command are words of one text, or texts of their own.
  void addCommand(const Call &C, const ModelRow &Row, bool InUpdate) {
    std::vector<ConstantText> Parts;
    for (unsigned I = Row.At.Index; I < C.argumentCount(); ++I)
      llvm::append_range(Parts, textsReaching(C.argument(I), C, TU));
    if (llvm::none_of(Parts, [](const ConstantText &Part) {
          return isFetchCommand(Part.Text);
        }))
      return;
    for (const ConstantText &Part : Parts) {
      llvm::SmallVector<llvm::StringRef, 8> Words;
      llvm::StringRef(Part.Text).split(Words, ' ', -1, /*KeepEmpty=*/false);
      for (llvm::StringRef Word : Words) {
        Word = Word.trim("'\"");
        // What a shell fetches is reported when it is an update only.
        std::optional<Url> U = parse(Word);
        if (U && (InUpdate || isUpdatePath(U->Rest)))
          add({Word.str(), Part.Origin}, C.location(), /*IsUpdate=*/true,
              /*IsFetched=*/true);
      }
    }
  }

  void addStore(const Store &S) {
    bool IsUpdate = isUpdateAddress(S.Target->getName());
    bool IsFetched = false;
    if (const auto *F = dyn_cast<FieldDecl>(S.Target))
      for (const std::string &Name : TU.modelNames(F))
        for (const ModelRow &Row :
             ModelSet::builtin().rows(Subject::Field, Name)) {
          bool IsAddress = Row.Kind == "url" || Row.Kind == "update-url";
          if (!IsAddress || !applies(Row, {nullptr, S.Value, {}}, TU))
            continue;
          IsFetched = true;
          IsUpdate |= Row.Kind == "update-url" ||
                      (S.In && S.In->getDeclName().isIdentifier() &&
                       isAboutUpdates(S.In->getName()));
        }
    if (!IsUpdate && !IsFetched)
      return;
    for (ConstantValue &V : constantValues(S.Value, TU))
      if (V.IsText)
        add({*V.Bytes, V.Origin}, S.Where, IsUpdate, IsFetched);
  }

  void add(const ConstantText &T, SourceLocation UsedAt, bool IsUpdate,
           bool IsFetched) {
    // A variable or macro around the literal may say more than its use.
    for (llvm::StringRef Macro : macrosOf(T.Origin, TU))
      IsUpdate |= isUpdateAddress(Macro);
    add(T.Text, T.Origin->getSourceRange(), UsedAt, IsUpdate, IsFetched);
  }

  void add(llvm::StringRef Text, SourceRange Literal, SourceLocation UsedAt,
           bool IsUpdate, bool IsFetched) {
    std::optional<Url> U = parse(Text);
    if (!U || !isCleartext(U->Scheme) || isLocalAddress(U->Host) ||
        isNamespace(U->Host))
      return;
    // Brokers and sockets have no firmware.
    bool IsFile = U->Scheme.equals_insensitive("http") ||
                  U->Scheme.equals_insensitive("ftp") ||
                  U->Scheme.equals_insensitive("tftp");
    IsUpdate = IsFile && (IsUpdate || (IsFetched && isUpdatePath(U->Rest)));
    if (!IsUpdate && !IsFetched)
      return;
    SourceRange Spelling(SM.getSpellingLoc(Literal.getBegin()),
                         SM.getSpellingLoc(Literal.getEnd()));
    PresumedLoc Place = SM.getPresumedLoc(Spelling.getBegin());
    // A macro of the command line has no place.
    if (Place.isInvalid() || Place.getFilename()[0] == '<')
      Spelling = SM.getExpansionRange(Literal).getAsRange();
    auto [Found, IsNew] =
        ByPlace.try_emplace(Spelling.getBegin().getRawEncoding());
    CleartextUrl &Entry = Found->second;
    Entry.IsUpdate |= IsUpdate;
    Entry.IsFetched |= IsFetched;
    if (!IsNew)
      return;
    Entry.Scheme = U->Scheme.lower();
    Entry.Host = U->Host.str();
    Entry.Text = Entry.Scheme + "://" + (U->User.empty() ? "" : "...@") +
                 Entry.Host + U->Rest.str();
    Entry.Where = Spelling;
    Entry.UsedAt = UsedAt;
  }

  const TranslationUnitFacts &TU;
  const SourceManager &SM;
  std::map<SourceLocation::UIntTy, CleartextUrl> ByPlace;
};

} // namespace

bool isLocalAddress(llvm::StringRef HostOrUrl) {
  std::optional<Url> U = parse(HostOrUrl);
  llvm::StringRef Host = U ? U->Host : HostOrUrl.split(':').first;
  return Host.equals_insensitive("localhost") || Host.starts_with("127.") ||
         Host.starts_with("169.254.") || Host == "0.0.0.0" ||
         HostOrUrl == "::1" || Host == "::1" ||
         Host.starts_with_insensitive("fe80:");
}

std::vector<CleartextUrl> cleartextUrls(const TranslationUnitFacts &TU) {
  return Collector(TU).collect();
}

} // namespace firmcop
