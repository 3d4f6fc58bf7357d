//===- binscan/rules/UnsignedFirmwareImage.cpp ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Rule.h"
#include "binscan/readers/FitImage.h"
#include "binscan/readers/Text.h"
#include "binscan/readers/UbootEnvironment.h"
#include "binscan/trust/Trust.h"
#include "firmcop/Rules.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::binscan;

static void fail(const Node &N, std::string What, std::string Evidence,
                 Report &R, Level L) {
  R.fail({R.image().path(N), std::move(What)}, R.image().at(N),
         std::move(Evidence), L);
}

/// bootz and booti start a kernel as it is; bootm does so with old images.
static void judgeEnvironment(const UbootEnvironment &E, bool HasFit,
                             Report &R) {
  const BootVariable *Boot = E.find("bootcmd");
  if (!Boot)
    return;
  R.checked(1, "U-Boot environments");
  const auto Commands = E.bootCommands();
  const std::string Name = R.image().path(*E.Of);
  // NXP's and ST's chips have commands of their own that verify before.
  const bool Verifies = std::ranges::any_of(Commands, [](const auto &Words) {
    return contains(Words[0], "auth") || contains(Words[0], "hab") ||
           contains(Words[0], "verify") || contains(Words[0], "avb");
  });
  for (const auto &Words : Commands) {
    const std::string_view Command = Words[0];
    const bool IsRaw = Command == "bootz" || Command == "booti" ||
                       Command == "go" || Command == "bootelf" ||
                       (Command == "bootm" && !HasFit);
    if (IsRaw && !Verifies)
      return R.fail({Name, "boots with '" + std::string(Command) +
                               "' what carries no signature"},
                    Boot->Where, "bootcmd", Level::Warning);
  }
  if (const BootVariable *Verify = E.find("verify");
      Verify && (Verify->Value == "n" || Verify->Value == "no"))
    R.fail({Name, "switches the check of images off with 'verify=n'"},
           Verify->Where, "verify", Level::Warning);
}

static bool isSigned(const Node &N) {
  const std::optional<FitImage> Fit = readFitImage(N.bytes());
  return Fit && Fit->hasSignedConfiguration();
}

/// Whether what holds the node may be signed as a whole.
static bool isInSignable(const Node &N, const Image &I) {
  for (const Node *Above = I.parent(N); Above; Above = I.parent(*Above))
    for (const std::string_view Format : {"fit", "swu", "rauc", "fwtool"})
      if (Above->Format == Format)
        return true;
  return false;
}

/// The old format has a checksum and no place for a signature; inside a signed
/// FIT that does not matter. Beside one it is either of no use any more or the
/// way around the signature, which only the boot loader's configuration tells.
static void judgeUimage(const Node &N, bool HasSignedFit, Report &R) {
  if (isInSignable(N, R.image()))
    return;
  R.checked(1, "uImages");
  std::string What = "is a legacy uImage, which has a checksum and no place "
                     "for a signature";
  if (HasSignedFit)
    What += ", so a boot loader that starts it makes the signature of the FIT "
            "image beside it useless";
  What += ", and has to become a FIT image";
  fail(N, std::move(What), "uimage", R, Level::Warning);
}

/// Headers of boot loaders of routers, which have a checksum alone.
static void judgeVendorImages(const Image &I, Report &R) {
  static constexpr std::pair<std::string_view, std::string_view> Headers[] = {
      {"trx", "TRX"}, {"chk", "CHK"}, {"seama", "SEAMA"}};
  for (const auto &[Format, Name] : Headers)
    for (const Node *N : I.withFormat(Format)) {
      if (isInSignable(*N, I))
        continue;
      R.checked(1, "vendor images");
      fail(*N,
           "is a " + std::string(Name) +
               " image, which has a checksum and no place for a signature",
           std::string(Format), R, Level::Warning);
    }
}

static void run(const Image &I, Report &R) {
  R.notApplicable(
      "the image has no boot image, no update package and no U-Boot "
      "environment");
  const std::vector<const Node *> Fits = I.withFormat("fit");
  const bool HasSignedFit =
      std::ranges::any_of(Fits, [](const Node *Fit) { return isSigned(*Fit); });
  for (const Node *Uimage : I.withFormat("uimage"))
    judgeUimage(*Uimage, HasSignedFit, R);
  judgeVendorImages(I, R);
  reportFlaws(I, FlawKind::Unsigned, R);
  for (const UbootEnvironment &E : ubootEnvironments(I))
    judgeEnvironment(E, !Fits.empty(), R);
}

static const ArtifactRule Registered(rules::UnsignedFirmwareImage, run);
