//===- core/flow/UpdateNames.cpp - Names that speak of updates ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/UpdateNames.h"

#include <algorithm>
#include <set>

namespace firmcop {

using Words = std::vector<std::string>;
using WordSet = std::set<std::string, std::less<>>;

static bool hasAny(const Words &In, const WordSet &Of) {
  return std::ranges::any_of(
      In, [&](const std::string &Word) { return Of.contains(Word); });
}

static bool has(const Words &In, std::string_view Word) {
  return std::ranges::find(In, Word) != In.end();
}

static std::string lower(std::string_view Text) {
  std::string Result(Text);
  for (char &C : Result)
    if (C >= 'A' && C <= 'Z')
      C = static_cast<char>(C - 'A' + 'a');
  return Result;
}

Words identifierWords(std::string_view Identifier) {
  enum { Other, Lower, Upper, Digit };
  auto ClassOf = [](char C) {
    return C >= '0' && C <= '9'   ? Digit
           : C >= 'a' && C <= 'z' ? Lower
           : C >= 'A' && C <= 'Z' ? Upper
                                  : Other;
  };
  Words Result;
  std::string Word;
  auto Finish = [&] {
    if (!Word.empty())
      Result.push_back(lower(Word));
    Word.clear();
  };
  for (std::size_t I = 0; I < Identifier.size(); ++I) {
    auto Now = ClassOf(Identifier[I]);
    auto Before = I ? ClassOf(Identifier[I - 1]) : Other;
    bool LowerFollows =
        I + 1 < Identifier.size() && ClassOf(Identifier[I + 1]) == Lower;
    if (Now == Other || (Now != Before && !(Before == Upper && Now == Lower)) ||
        (Now == Upper && Before == Upper && LowerFollows))
      Finish();
    if (Now != Other)
      Word += Identifier[I];
  }
  Finish();
  return Result;
}

/// Words that mean nothing but the device's program or its replacement.
static const WordSet &certainWords() {
  static const WordSet Words{"ota",      "fota",       "dfu",       "fw",
                             "firmware", "fwupdate",   "fwupgrade", "swupdate",
                             "upgrade",  "sysupgrade", "upgrader",  "fwup",
                             "reflash"};
  return Words;
}

bool isAboutUpdates(std::string_view Identifier) {
  const Words Found = identifierWords(Identifier);
  if (hasAny(Found, certainWords()))
    return true;
  // Counters are updated and images are drawn, so these two words count only
  // when no other word says what is updated, or what the image is for.
  static const WordSet Ambiguous{"update", "updates", "updater", "image",
                                 "img"};
  static const WordSet Neutral{
      "do",      "run",      "start",  "begin",   "perform", "apply",
      "install", "task",     "thread", "handle",  "handler", "process",
      "system",  "software", "sw",     "self",    "remote",  "chunk",
      "block",   "write",    "data",   "packet",  "receive", "download",
      "ctx",     "manager",  "client", "agent",   "buf",     "buffer",
      "ptr",     "size",     "len",    "program", "flash",   "boot",
      "slot",    "board",    "device", "app",     "new",     "file",
      "store",   "mcu",      "p",      "end",     "finish",  "to"};
  return hasAny(Found, Ambiguous) &&
         std::ranges::all_of(Found, [&](const std::string &Word) {
           return Ambiguous.contains(Word) || Neutral.contains(Word);
         });
}

bool isAboutStoredData(std::string_view Identifier) {
  static const WordSet Stored{
      "setting",    "settings",    "config",      "configuration", "cfg",
      "conf",       "nvs",         "nvm",         "nvram",         "nv",
      "eeprom",     "ee",          "log",         "logs",          "logger",
      "cal",        "calib",       "calibration", "param",         "params",
      "parameters", "env",         "counter",     "record",        "records",
      "storage",    "fs",          "littlefs",    "lfs",           "spiffs",
      "fat",        "cache",       "history",     "journal",       "key",
      "credential", "credentials", "sector",      "page",          "kv",
      "fds",        "preferences", "profile",     "serialnumber",  "mac"};
  return hasAny(identifierWords(Identifier), Stored);
}

bool isAboutVerification(std::string_view Identifier) {
  static const WordSet Verifying{"verify",    "verifies",     "verified",
                                 "verifier",  "verification", "authenticate",
                                 "authentic", "authenticity", "vrfy",
                                 "validate",  "validation"};
  static const WordSet Signatures{
      "signature", "signatures", "sig",         "sign", "signed",
      "ecdsa",     "rsa",        "ed25519",     "ed",   "eddsa",
      "pkcs",      "cms",        "certificate", "cert", "pk",
      "pubkey",    "minisign",   "gpg",         "pgp"};
  static const WordSet Signed{
      "image",  "img",     "firmware",  "fw",           "bundle",
      "update", "package", "pkg",       "manifest",     "app",
      "ota",    "upgrade", "authentic", "authenticity", "slot"};
  static const WordSet Checksums{
      "crc",    "crc32", "crc16",   "checksum", "cksum",     "hash", "md5",
      "md",     "sha",   "sha256",  "digest",   "sum",       "size", "len",
      "length", "magic", "version", "header",   "compatible"};
  // A message authentication code proves the origin just as well.
  static const WordSet Codes{"hmac", "cmac", "gmac"};
  const Words Found = identifierWords(Identifier);
  if (hasAny(Found, Codes) ||
      (has(Found, "decrypt") && (has(Found, "auth") || has(Found, "aead"))))
    return true;
  bool IsVerifying = hasAny(Found, Verifying);
  if ((IsVerifying || has(Found, "check")) && hasAny(Found, Signatures))
    return true;
  return IsVerifying && hasAny(Found, Signed) && !hasAny(Found, Checksums);
}

/// Words that say which of two releases is newer, whatever they stand beside.
static bool saysAge(const Words &In) {
  static const WordSet Ages{"rollback",   "antirollback", "downgrade",
                            "downgrades", "downgrading",  "newer",
                            "older",      "vercmp",       "semver",
                            "svn",        "strverscmp"};
  static const WordSet Counters{"security", "monotonic", "nv"};
  return hasAny(In, Ages) || (has(In, "counter") && hasAny(In, Counters));
}

bool isAboutReleases(std::string_view Identifier) {
  static const WordSet Versions{"version",  "versions", "ver",
                                "revision", "release",  "secver"};
  static const WordSet Others{
      "tls",  "ssl",    "dtls",    "proto",    "protocol", "http", "ip",
      "hw",   "board",  "silicon", "hardware", "chip",     "api",  "abi",
      "lock", "driver", "table",   "format",   "x509",     "cert"};
  const Words Found = identifierWords(Identifier);
  return saysAge(Found) || (hasAny(Found, Versions) && !hasAny(Found, Others));
}

bool isReleaseCheck(std::string_view Identifier) {
  static const WordSet Checks{"check",  "compare",  "cmp",     "is",
                              "verify", "validate", "prevent", "protect",
                              "allow",  "allowed",  "accept",  "newer",
                              "older",  "greater",  "lower",   "refuse",
                              "deny",   "update",   "detect",  "vercmp"};
  // Going back to what worked is another matter.
  static const WordSet Back{"possible", "cancel", "mark", "perform", "do"};
  const Words Found = identifierWords(Identifier);
  return isAboutReleases(Identifier) && hasAny(Found, Checks) &&
         !hasAny(Found, Back);
}

bool isChecksum(std::string_view Identifier) {
  static const WordSet Sums{"crc",      "crc8",  "crc16", "crc32",  "md5",
                            "checksum", "cksum", "adler", "adler32"};
  return hasAny(identifierWords(Identifier), Sums);
}

bool isUpdateAddress(std::string_view Identifier) {
  static const WordSet Updates{"update", "updates", "updater", "image"};
  static const WordSet Addresses{"url",  "uri",      "server",   "host",
                                 "base", "address",  "endpoint", "link",
                                 "addr", "location", "repo",     "repository"};
  const Words Found = identifierWords(Identifier);
  return hasAny(Found, Addresses) &&
         (hasAny(Found, certainWords()) || hasAny(Found, Updates));
}

bool isUpdatePath(std::string_view Path) {
  static const WordSet Extensions{"bin", "img", "swu", "ota", "fw",
                                  "ubi", "chk", "dfu", "trx", "raucb"};
  static const WordSet Folders{"firmware", "fw",      "update", "updates",
                               "ota",      "upgrade", "fota",   "firmwares"};
  Path = Path.substr(0, Path.find_first_of("?#"));
  Words Parts;
  while (!Path.empty()) {
    std::size_t End = std::min(Path.find('/'), Path.size());
    if (End)
      Parts.push_back(lower(Path.substr(0, End)));
    Path.remove_prefix(std::min(End + 1, Path.size()));
  }
  if (Parts.empty())
    return false;
  std::size_t Dot = Parts.back().rfind('.');
  return (Dot != std::string::npos &&
          Extensions.contains(Parts.back().substr(Dot + 1))) ||
         hasAny(Parts, Folders);
}

bool isFlashDevice(std::string_view Path) {
  if (Path.starts_with("/dev/mtd") || Path.starts_with("/dev/ubi"))
    return true;
  return Path.starts_with("/dev/mmcblk") &&
         Path.find("boot") != std::string_view::npos;
}

bool isFlashCommand(std::string_view Command) {
  std::vector<std::string_view> Parts;
  while (!Command.empty()) {
    std::size_t End = std::min(Command.find(' '), Command.size());
    if (End)
      Parts.push_back(Command.substr(0, End));
    Command.remove_prefix(std::min(End + 1, Command.size()));
  }
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
    if (Program == "dd")
      for (std::size_t J = I + 1; J < Parts.size(); ++J)
        if (Parts[J].starts_with("of=") && isFlashDevice(Parts[J].substr(3)))
          return true;
  }
  return false;
}

} // namespace firmcop
