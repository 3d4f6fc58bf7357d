//===- checks/driver/Shown.cpp - Which linked findings are shown ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/driver/Shown.h"

#include "clang/Basic/DiagnosticOptions.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace clang::tidy;
using llvm::StringRef;

namespace firmcop {

LinkedDiagnostics::LinkedDiagnostics(Diagnostics &To, StringRef LineFilter)
    : To(To), Files(FileSystemOptions()) {
  // One that cannot be parsed has kept clang-tidy from starting.
  if (!LineFilter.empty())
    (void)parseLineFilter(LineFilter, Global);
}

/// The place in a source manager that knows each file once; invalid when the
/// file is no longer there or shorter.
static SourceLocation locate(SourceManager &SM, const FilePlace &Where,
                             SrcMgr::CharacteristicKind Kind) {
  OptionalFileEntryRef File =
      SM.getFileManager().getOptionalFileRef(Where.File);
  if (!File)
    return {};
  FileID Id = SM.translateFile(*File);
  if (Id.isInvalid())
    Id = SM.createFileID(*File, SourceLocation(), Kind);
  if (Id.isInvalid() || Where.Offset > SM.getFileIDSize(Id))
    return {};
  return SM.getComposedLoc(Id, Where.Offset);
}

std::optional<HiddenBy>
LinkedDiagnostics::report(const Rule &R, Level Severity, StringRef MainFile,
                          StringRef Configuration, bool IsInSystemHeader,
                          const FilePlace &Where, StringRef Message,
                          const std::vector<LoggedNote> &Steps) {
  auto [Options, IsNew] = Known.try_emplace(Configuration.str());
  if (IsNew)
    if (auto Parsed =
            parseConfiguration(llvm::MemoryBufferRef(Configuration, "record")))
      Options->second = *Parsed;
  ClangTidyContext Context(
      std::make_unique<DefaultOptionsProvider>(Global, Options->second));
  ClangTidyDiagnosticConsumer Consumer(Context);
  DiagnosticsEngine Engine(new DiagnosticIDs, new DiagnosticOptions, &Consumer,
                           /*ShouldOwnClient=*/false);
  Context.setDiagnosticsEngine(&Engine);
  SourceManager SM(Engine, Files);
  Context.setSourceManager(&SM);
  Context.setCurrentFile(MainFile);
  SourceLocation Main = locate(SM, {MainFile.str(), 0}, SrcMgr::C_User);
  if (Main.isValid())
    SM.setMainFileID(SM.getFileID(Main));
  SourceLocation At =
      locate(SM, Where, IsInSystemHeader ? SrcMgr::C_System : SrcMgr::C_User);
  if (At.isInvalid())
    return HiddenBy::NonUserCode;

  Context.diag(StringRef(R.Id), At, "%0",
               Severity == Level::None ? DiagnosticIDs::Remark
                                       : DiagnosticIDs::Warning)
      << Message << SourceRange(At);
  for (const LoggedNote &Step : Steps)
    if (SourceLocation Place = locate(SM, Step.Where, SrcMgr::C_User);
        Place.isValid())
      Context.diag(StringRef(R.Id), Place, "%0", DiagnosticIDs::Note)
          << Step.Text;
  std::vector<ClangTidyError> Kept = Consumer.take();
  for (const ClangTidyError &E : Kept)
    To.add(E, Configuration);
  if (!Kept.empty())
    return std::nullopt;
  const ClangTidyStats &Why = Context.getStats();
  HiddenBy By = Why.ErrorsIgnoredNOLINT        ? HiddenBy::NoLint
                : Why.ErrorsIgnoredLineFilter  ? HiddenBy::LineFilter
                : Why.ErrorsIgnoredCheckFilter ? HiddenBy::Checks
                                               : HiddenBy::NonUserCode;
  To.addHidden(By);
  return By;
}

} // namespace firmcop
