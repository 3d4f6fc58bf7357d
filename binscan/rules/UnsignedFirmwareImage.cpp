//===- binscan/rules/UnsignedFirmwareImage.cpp ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/DeviceTree.h"
#include "binscan/Rule.h"
#include "binscan/readers/Text.h"
#include "binscan/readers/UbootEnvironment.h"
#include "firmcop/Rules.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::binscan;

/// The child nodes "signature", "signature-1", ... of a FIT's node.
static std::vector<const DeviceTreeNode *>
signaturesOf(const DeviceTreeNode &Of) {
  std::vector<const DeviceTreeNode *> Found;
  for (const DeviceTreeNode &Child : Of.Children)
    if (Child.Name.starts_with("signature") && Child.property("value"))
      Found.push_back(&Child);
  return Found;
}

/// The names of the children of a node that are signed.
static std::vector<std::string_view> signedChildren(const DeviceTreeNode &Of) {
  std::vector<std::string_view> Names;
  for (const DeviceTreeNode &Child : Of.Children)
    if (!signaturesOf(Child).empty())
      Names.push_back(Child.Name);
  return Names;
}

static void fail(const Node &N, std::string What, std::string Evidence,
                 Report &R, Level L) {
  R.fail({R.image().path(N), std::move(What)}, R.image().at(N),
         std::move(Evidence), L);
}

/// Signatures over a hash that can be collided are worth that much.
static void judgeAlgorithms(const Node &N, const DeviceTreeNode &Parent,
                            Report &R) {
  for (const DeviceTreeNode &Child : Parent.Children)
    for (const DeviceTreeNode *S : signaturesOf(Child))
      if (const auto Algorithm = S->text("algo");
          Algorithm && Algorithm->starts_with("sha1"))
        fail(N,
             "signs '" + printable(Child.Name) + "' with " +
                 printable(*Algorithm) + ", for whose hash collisions exist",
             "sha1 " + std::string(Child.Name), R, Level::Warning);
}

/// U-Boot, doc/usage/fit/signature.rst: what a signed configuration names is
/// bound together; a signed image on its own is not.
static void judgeFit(const Node &N, Report &R) {
  const std::optional<DeviceTreeNode> Root = readDeviceTree(N.bytes());
  if (!Root || !Root->find("images") || !Root->find("configurations"))
    return;
  R.checked(1, "FIT images");
  const DeviceTreeNode &Configurations = *Root->find("configurations");
  const auto Signed = signedChildren(Configurations);
  judgeAlgorithms(N, Configurations, R);
  judgeAlgorithms(N, *Root->find("images"), R);
  if (!Signed.empty()) {
    const auto Default = Configurations.text("default");
    if (Default && std::ranges::find(Signed, *Default) == Signed.end())
      fail(N,
           "does not sign its default configuration '" + printable(*Default) +
               "', although it signs others",
           "default", R, Level::Error);
  } else if (!signedChildren(*Root->find("images")).empty()) {
    fail(N,
         "signs its parts one by one but no configuration, so signed parts of "
         "different releases can be mixed",
         "mix and match", R, Level::Warning);
  } else {
    fail(N,
         "is a FIT image without a signature, and its hashes only find "
         "accidents",
         "unsigned", R, Level::Error);
  }
}

/// A boot loader's own tree with keys of which none is required takes unsigned
/// images, too.
static void judgeControlTree(const Node &N, Report &R) {
  const std::optional<DeviceTreeNode> Root = readDeviceTree(N.bytes());
  const DeviceTreeNode *Keys = Root ? Root->find("signature") : nullptr;
  if (!Keys || Keys->Children.empty())
    return;
  R.checked(1, "boot loader key sets");
  if (std::ranges::none_of(Keys->Children, [](const DeviceTreeNode &Key) {
        return Key.property("required").has_value();
      }))
    fail(N, "holds public keys of which none is 'required'", "required", R,
         Level::Error);
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

static bool isSigned(const Node &Fit) {
  const std::optional<DeviceTreeNode> Root = readDeviceTree(Fit.bytes());
  const DeviceTreeNode *Of = Root ? Root->find("configurations") : nullptr;
  return Of && !signedChildren(*Of).empty();
}

/// The old format has a checksum and no place for a signature; inside a signed
/// FIT that does not matter. Beside one it is either of no use any more or the
/// way around the signature, which only the boot loader's configuration tells.
static void judgeUimage(const Node &N, bool HasSignedFit, Report &R) {
  for (const Node *Above = R.image().parent(N); Above;
       Above = R.image().parent(*Above))
    if (Above->Format == "fit")
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

static void run(const Image &I, Report &R) {
  R.notApplicable("the image has no FIT image, no uImage and no U-Boot "
                  "environment");
  const std::vector<const Node *> Fits = I.withFormat("fit");
  const bool HasSignedFit =
      std::ranges::any_of(Fits, [](const Node *Fit) { return isSigned(*Fit); });
  for (const Node *Uimage : I.withFormat("uimage"))
    judgeUimage(*Uimage, HasSignedFit, R);
  for (const Node *Fit : Fits)
    judgeFit(*Fit, R);
  for (const Node *Tree : I.withFormat("dtb"))
    judgeControlTree(*Tree, R);
  for (const UbootEnvironment &E : ubootEnvironments(I))
    judgeEnvironment(E, !Fits.empty(), R);
}

static const ArtifactRule Registered(rules::UnsignedFirmwareImage, run);
