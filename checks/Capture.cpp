//===- checks/Capture.cpp - What a translation unit leaves behind ---------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Capture.h"

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
  for (auto I = SM.fileinfo_begin(), End = SM.fileinfo_end(); I != End; ++I) {
    llvm::SmallString<256> Path = I->first.getName();
    SM.getFileManager().makeAbsolutePath(Path);
    llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
    Files.insert(std::string(Path));
  }
  Configuration = tidy::configurationAsText(Tidy.getOptions());
}

} // namespace firmcop
