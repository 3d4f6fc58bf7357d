//===- core/flow/UpdateNames.cpp - Names that speak of updates ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/UpdateNames.h"
#include "firmcop/Names.h"
#include "firmcop/Words.h"

#include <algorithm>

namespace firmcop {

using Words = std::vector<std::string>;

static bool hasAny(const Words &In, const WordSet &Of) {
  return std::ranges::any_of(
      In, [&](const std::string &Word) { return Of.contains(Word); });
}

static bool has(const Words &In, std::string_view Word) {
  return std::ranges::find(In, Word) != In.end();
}

bool isAboutUpdates(std::string_view Identifier) {
  const Words Found = identifierWords(Identifier);
  if (hasAny(Found, words::CertainUpdates))
    return true;
  // Counters are updated and images are drawn, so these two words count only
  // when no other word says what is updated, or what the image is for.
  return hasAny(Found, words::AmbiguousUpdates) &&
         std::ranges::all_of(Found, [&](const std::string &Word) {
           return words::AmbiguousUpdates.contains(Word) ||
                  words::NeutralUpdates.contains(Word);
         });
}

bool isAboutStoredData(std::string_view Identifier) {
  return hasAny(identifierWords(Identifier), words::StoredData);
}

bool isAboutMemories(std::string_view Identifier) {
  return hasAny(identifierWords(Identifier), words::Memories);
}

bool isAboutVerification(std::string_view Identifier) {
  // A message authentication code proves the origin just as well.
  const Words Found = identifierWords(Identifier);
  if (hasAny(Found, words::AuthenticationCodes) ||
      (has(Found, "decrypt") && (has(Found, "auth") || has(Found, "aead"))))
    return true;
  bool IsVerifying = hasAny(Found, words::Verifying);
  if ((IsVerifying || has(Found, "check")) && hasAny(Found, words::Signatures))
    return true;
  return IsVerifying && hasAny(Found, words::Signed) &&
         !hasAny(Found, words::NoProofs);
}

/// Words that say which of two releases is newer, whatever they stand beside.
static bool saysAge(const Words &In) {
  return hasAny(In, words::ReleaseAges) ||
         (has(In, "counter") && hasAny(In, words::ReleaseCounters));
}

bool isAboutReleases(std::string_view Identifier) {
  const Words Found = identifierWords(Identifier);
  return saysAge(Found) || (hasAny(Found, words::Versions) &&
                            !hasAny(Found, words::OtherVersions));
}

bool isReleaseCheck(std::string_view Identifier) {
  const Words Found = identifierWords(Identifier);
  return isAboutReleases(Identifier) && hasAny(Found, words::ReleaseChecks) &&
         !hasAny(Found, words::GoingBack);
}

bool isProgramStart(std::string_view Identifier) {
  Words Found = identifierWords(Identifier);
  if (Found.size() == 1)
    return Found.front() == "boot";
  std::erase(Found, "to");
  return Found.size() == 2 && words::Starting.contains(Found.front()) &&
         words::Started.contains(Found.back());
}

bool isChecksum(std::string_view Identifier) {
  return hasAny(identifierWords(Identifier), words::Checksums);
}

bool isUpdateAddress(std::string_view Identifier) {
  const Words Found = identifierWords(Identifier);
  return hasAny(Found, words::Addresses) &&
         (hasAny(Found, words::CertainUpdates) ||
          hasAny(Found, words::UpdateAddresses));
}

bool isUpdatePath(std::string_view Path) {
  Path = Path.substr(0, Path.find_first_of("?#"));
  Words Parts;
  while (!Path.empty()) {
    std::size_t End = std::min(Path.find('/'), Path.size());
    if (End)
      Parts.push_back(lowerCase(Path.substr(0, End)));
    Path.remove_prefix(std::min(End + 1, Path.size()));
  }
  if (Parts.empty())
    return false;
  std::size_t Dot = Parts.back().rfind('.');
  return (Dot != std::string::npos &&
          words::ImageExtensions.contains(Parts.back().substr(Dot + 1))) ||
         hasAny(Parts, words::ImageFolders);
}

bool isFlashDevice(std::string_view Path) {
  if (Path.starts_with("/dev/mtd") || Path.starts_with("/dev/ubi"))
    return true;
  return Path.starts_with("/dev/mmcblk") &&
         Path.find("boot") != std::string_view::npos;
}

static std::vector<std::string_view> partsOf(std::string_view Command) {
  std::vector<std::string_view> Parts;
  while (!Command.empty()) {
    std::size_t End = std::min(Command.find(' '), Command.size());
    if (End)
      Parts.push_back(Command.substr(0, End));
    Command.remove_prefix(std::min(End + 1, Command.size()));
  }
  return Parts;
}

bool isVerificationCommand(std::string_view Command) {
  const std::vector<std::string_view> Parts = partsOf(Command);
  for (std::size_t I = 0; I < Parts.size(); ++I) {
    std::string_view Program = Parts[I].substr(Parts[I].rfind('/') + 1);
    auto HasAfter = [&](std::initializer_list<std::string_view> Words) {
      return std::find_first_of(Parts.begin() + I + 1, Parts.end(),
                                Words.begin(), Words.end()) != Parts.end();
    };
    if (Program == "gpgv")
      return I + 1 < Parts.size();
    if ((Program == "openssl" && HasAfter({"-verify", "-prverify"})) ||
        ((Program == "gpg" || Program == "gpg2") && HasAfter({"--verify"})) ||
        ((Program == "usign" || Program == "signify" || Program == "minisign" ||
          Program == "ucert") &&
         HasAfter({"-V", "-Vm"})))
      return true;
  }
  return false;
}

std::vector<std::string_view> imagePathsIn(std::string_view Command) {
  std::vector<std::string_view> Found;
  for (std::string_view Part : partsOf(Command)) {
    // 'dd if=/tmp/image'.
    if (auto Equals = Part.find('='); Equals != Part.npos)
      Part.remove_prefix(Equals + 1);
    if (Part.starts_with('/') && !Part.starts_with("/dev/") &&
        isUpdatePath(Part))
      Found.push_back(Part);
  }
  return Found;
}

/// 'update.tgz' among what a command is given.
static bool isGivenUpdate(const std::vector<std::string_view> &Parts) {
  return std::ranges::any_of(Parts, [](std::string_view Part) {
    if (auto Equals = Part.find('='); Equals != Part.npos)
      Part.remove_prefix(Equals + 1);
    if (!Part.starts_with('/') || Part.starts_with("/dev/"))
      return false;
    Words Name = identifierWords(Part.substr(Part.rfind('/') + 1));
    return isUpdatePath(Part) || hasAny(Name, words::CertainUpdates) ||
           hasAny(Name, words::AmbiguousUpdates);
  });
}

bool isFlashCommand(std::string_view Command) {
  const std::vector<std::string_view> Parts = partsOf(Command);
  auto HasAfter = [&](std::size_t I, std::string_view Word) {
    return std::find(Parts.begin() + I + 1, Parts.end(), Word) != Parts.end();
  };
  for (std::size_t I = 0; I < Parts.size(); ++I) {
    std::string_view Program = Parts[I].substr(Parts[I].rfind('/') + 1);
    if (Program == "flashcp" || Program == "nandwrite" ||
        Program == "ubiupdatevol")
      return I + 1 < Parts.size();
    if (Program.starts_with("mtd") && HasAfter(I, "write"))
      return true;
    if (Program == "sysupgrade" &&
        (HasAfter(I, "-F") || HasAfter(I, "--force")))
      return true;
    // Without a key it accepts whatever it is given.
    if (Program == "swupdate" &&
        (HasAfter(I, "-i") || HasAfter(I, "--image")) && !HasAfter(I, "-k") &&
        !HasAfter(I, "--key") && !HasAfter(I, "-f"))
      return true;
    if (Program == "tar" && HasAfter(I, "-C") && Parts.back() == "/" &&
        isGivenUpdate(Parts))
      return true;
    if (Program == "dd" && isGivenUpdate(Parts) &&
        std::ranges::any_of(Parts, [](std::string_view Part) {
          return Part.starts_with("of=/dev/mmcblk");
        }))
      return true;
    if (Program == "dd")
      for (std::size_t J = I + 1; J < Parts.size(); ++J)
        if (Parts[J].starts_with("of=") && isFlashDevice(Parts[J].substr(3)))
          return true;
  }
  return false;
}

} // namespace firmcop
