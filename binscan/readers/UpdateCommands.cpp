//===- binscan/readers/UpdateCommands.cpp - What commands mean --*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/UpdateCommands.h"

#include "binscan/readers/Shell.h"
#include "binscan/readers/Text.h"

#include <algorithm>

namespace firmcop::binscan {

using Strings = std::vector<std::string>;

static bool has(const Strings &W, std::string_view Word) {
  return std::find(W.begin() + 1, W.end(), Word) != W.end();
}

static bool hasStart(const Strings &W, std::string_view Start) {
  return std::any_of(W.begin() + 1, W.end(), [&](const std::string &Word) {
    return Word.starts_with(Start);
  });
}

static bool isOneOf(std::string_view Name,
                    std::initializer_list<std::string_view> Names) {
  return std::ranges::find(Names, Name) != Names.end();
}

/// A shell, or its "." and "source".
static bool runsScripts(std::string_view Name) {
  return shell::isShellProgram(Name) || Name == "." || Name == "source";
}

static bool isFlash(std::string_view Path) {
  for (std::string_view Device :
       {"/dev/mtd", "/dev/mmcblk", "/dev/ubi", "/dev/block/", "/dev/nand"})
    if (Path.starts_with(Device))
      return true;
  return false;
}

/// Programs that verify whatever they install, when told a key.
static bool verifiesItself(std::string_view Name, const Strings &W) {
  if (Name == "swupdate")
    return has(W, "-k") || hasStart(W, "--key") || hasStart(W, "--public-key");
  return Name == "rauc";
}

static bool isVerification(std::string_view Name, const Strings &W) {
  if (Name == "openssl")
    return has(W, "-verify") || has(W, "-pubin") ||
           (W.size() > 2 && W[1] == "cms" && has(W, "-verify"));
  if (Name == "usign" || Name == "signify" || Name == "signify-openbsd")
    return has(W, "-V");
  if (Name == "minisign")
    return hasStart(W, "-V");
  if (Name == "gpg" || Name == "gpg2")
    return has(W, "--verify");
  if (Name == "ucert")
    return has(W, "-V");
  if (Name == "cosign" || Name == "ssh-keygen")
    return hasStart(W, "verify") || has(W, "-Y");
  return isOneOf(Name, {"gpgv", "gpgv2", "fwtool", "opkg-key",
                        "fwtool_check_signature", "fwtool_check_image"});
}

UpdateRole roleOf(const Strings &W) {
  if (W.empty())
    return UpdateRole::None;
  const std::string_view Name = baseName(W[0]);
  if (isOneOf(Name, {"wget", "curl", "tftp", "ftpget", "scp", "sftp",
                     "uclient-fetch", "aria2c"}))
    return UpdateRole::Fetch;
  if (isOneOf(Name, {"nc", "netcat"}))
    return has(W, "-l") ? UpdateRole::Fetch : UpdateRole::None;
  if (isVerification(Name, W))
    return UpdateRole::Verify;
  if (isOneOf(Name, {"md5sum", "sha1sum", "sha256sum", "sha512sum", "cksum",
                     "crc32", "shasum"}) ||
      (Name == "openssl" && W.size() > 1 &&
       isOneOf(W[1], {"dgst", "md5", "sha256", "sha512"})))
    return UpdateRole::Checksum;
  if (Name == "swupdate" || Name == "rauc")
    return verifiesItself(Name, W) ? UpdateRole::None : UpdateRole::Install;
  if (isOneOf(Name, {"sysupgrade", "flashcp", "nandwrite", "ubiupdatevol",
                     "mtd_write", "mtd-write", "fwupgrade", "firmware_upgrade",
                     "flash_image"}))
    return W.size() > 1 ? UpdateRole::Install : UpdateRole::None;
  if (Name == "mtd")
    return has(W, "write") || has(W, "-r") ? UpdateRole::Install
                                           : UpdateRole::None;
  if (Name == "dd")
    return std::any_of(W.begin() + 1, W.end(),
                       [](const std::string &Word) {
                         return Word.starts_with("of=") &&
                                isFlash(std::string_view(Word).substr(3));
                       })
               ? UpdateRole::Install
               : UpdateRole::None;
  if (Name == "opkg" || Name == "ipkg")
    return has(W, "install") ? UpdateRole::Install : UpdateRole::None;
  if (Name == "dpkg" || Name == "rpm")
    return has(W, "-i") || has(W, "-U") || has(W, "--install")
               ? UpdateRole::Install
               : UpdateRole::None;
  if (Name == "tar" || Name == "unzip") {
    // Over the system, not into a directory of its own.
    for (std::size_t I = 1; I + 1 < W.size(); ++I)
      if ((W[I] == "-C" || W[I] == "-d") && W[I + 1] == "/")
        return UpdateRole::Install;
    return UpdateRole::None;
  }
  if (runsScripts(Name))
    return UpdateRole::Install;
  return UpdateRole::None;
}

std::string fetchedTo(const Strings &W) {
  const std::string_view Name = baseName(W[0]);
  const bool IsCurl = Name == "curl";
  for (std::size_t I = 1; I < W.size(); ++I) {
    std::string_view Word = W[I];
    const bool HasNext = I + 1 < W.size();
    if (!Word.starts_with('-') || Word.size() < 2)
      continue;
    // "-O FILE", "-qO FILE", "-O-", "--output-document=FILE"; curl's is "-o",
    // and its "-O" takes the address's name.
    const char Letter = IsCurl ? 'o' : Name == "tftp" ? 'l' : 'O';
    if (Word.starts_with("--output")) {
      const std::size_t Equals = Word.find('=');
      if (Equals != Word.npos)
        return std::string(Word.substr(Equals + 1));
      if (HasNext)
        return W[I + 1];
    } else if (Word[1] != '-' && Word.back() == Letter && HasNext) {
      return W[I + 1] == "-" ? "" : W[I + 1];
    } else if (Word[1] == Letter && Word.size() > 2) {
      return Word.substr(2) == "-" ? "" : std::string(Word.substr(2));
    }
  }
  if (Name == "ftpget" && W.size() > 2)
    return W[W.size() - 2];
  if (Name == "scp" || Name == "sftp")
    return W.back();
  const bool ToStdout = IsCurl && !has(W, "-O") && !hasStart(W, "-sO") &&
                        !has(W, "--remote-name");
  return ToStdout || Name == "nc" || Name == "netcat"
             ? ""
             : std::string(baseName(W.back()));
}

Strings installedFrom(const Strings &W) {
  const std::string_view Name = baseName(W[0]);
  Strings From;
  for (std::size_t I = 1; I < W.size(); ++I) {
    if (Name == "dd") {
      if (W[I].starts_with("if="))
        From.push_back(W[I].substr(3));
    } else if (W[I] == "-c" && runsScripts(Name)) {
      return {"$(" + (I + 1 < W.size() ? W[I + 1] : "") + ")"};
    } else if (!W[I].starts_with('-')) {
      From.push_back(W[I]);
      // The rest are the script's arguments.
      if (runsScripts(Name))
        break;
    }
  }
  return From;
}

bool isRemovable(const std::string &Path) {
  for (std::string_view Place :
       {"/mnt/usb", "/mnt/sd", "/mnt/mmc", "/media/", "/mnt/udisk", "/mnt/disk",
        "/tmp/usb", "/usb", "/sdcard"})
    if (Path.starts_with(Place))
      return true;
  return false;
}

} // namespace firmcop::binscan
