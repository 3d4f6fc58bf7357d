//===- binscan/rules/ObsoleteTlsVersion.cpp ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Content.h"
#include "binscan/Rule.h"
#include "binscan/readers/Placeholders.h"
#include "binscan/readers/Text.h"
#include "binscan/readers/TlsSettings.h"
#include "firmcop/Rules.h"

using namespace firmcop;
using namespace firmcop::binscan;

static void run(const Image &I, Report &R) {
  R.notApplicable("no configuration of the image selects protocol versions or "
                  "ciphers");
  for (const FileSystem &F : I.fileSystems())
    F.forEachFile([&](const Node &File) {
      const std::string Path = F.pathOf(File);
      if (isDocumentation(Path) || File.bytes().size() > (1u << 20) ||
          !isText(File.bytes()))
        return;
      const TransportSettings T = transportSettings(Path, File.bytes().text());
      R.checked(T.Read, "transport settings");
      for (const ObsoleteSetting &S : T.Obsolete)
        R.fail({printable(Path), S.What + " by '" + printable(S.Key) + "'"},
               I.atLine(File, S.Line), S.Key + " " + S.What);
    });
}

static const ArtifactRule Registered(rules::ObsoleteTlsVersion, run);
