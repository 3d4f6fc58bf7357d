//===- checks/Capture.cpp - What a translation unit leaves behind ---------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Capture.h"
#include "checks/BuildOptions.h"
#include "checks/OwnCalls.h"
#include "checks/lowering/Lowering.h"
#include "firmcop/Model.h"

#include "llvm/Support/Path.h"

using namespace clang;

namespace firmcop {

static Capture *Active = nullptr;

Capture *Capture::active() { return Active; }
void Capture::activate(Capture *C) { Active = C; }

void Capture::see(ASTContext &Context, tidy::ClangTidyContext &Tidy) {
  if (std::exchange(Seen, &Context) == &Context)
    return;
  const SourceManager &SM = Context.getSourceManager();
  auto Absolute = [&](llvm::StringRef Name) {
    llvm::SmallString<256> Path = Name;
    SM.getFileManager().makeAbsolutePath(Path);
    llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
    return std::string(Path);
  };
  for (auto I = SM.fileinfo_begin(), End = SM.fileinfo_end(); I != End; ++I)
    Files.insert(Absolute(I->first.getName()));
  for (unsigned I = 0; I < SM.local_sloc_entry_size(); ++I) {
    const SrcMgr::SLocEntry &Entry = SM.getLocalSLocEntry(I);
    if (!Entry.isFile() ||
        !SrcMgr::isSystem(Entry.getFile().getFileCharacteristic()))
      continue;
    if (OptionalFileEntryRef File = Entry.getFile().getContentCache().OrigEntry)
      SystemFiles.insert(Absolute(File->getName()));
  }
  Configuration = tidy::configurationAsText(Tidy.getOptions());
  // Whatever was written, in whichever role, is among the identifiers.
  for (const AddedRow &Added : ModelSet::builtin().added()) {
    llvm::SmallVector<llvm::StringRef, 4> Parts;
    llvm::StringRef(Added.Name).split(Parts, "::");
    if (llvm::all_of(Parts, [&](llvm::StringRef Part) {
          return Context.Idents.find(Part) != Context.Idents.end() ||
                 Part.starts_with("operator") || Part.starts_with("~");
        }))
      ModelNames.insert(Added.Name);
  }
}

void Capture::want(const Rule &R, const TranslationUnitFacts &TU) {
  FlowRules.insert(R.Id);
  if (std::exchange(Lowered, &TU.context()) == &TU.context())
    return;
  Units.push_back(lowerTranslationUnit(TU.context()));
  markOwnCalls(Units.back(), TU);
  Units.back().Options = buildOptions(TU);
}

} // namespace firmcop
