//===- checks/UpdateNames.cpp - Names that speak of updates ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/UpdateNames.h"
#include "checks/SecretNames.h"

#include "llvm/ADT/StringSet.h"

namespace firmcop {

using WordSet = llvm::StringSet<>;

static bool hasAny(llvm::ArrayRef<std::string> Words, const WordSet &Of) {
  return llvm::any_of(
      Words, [&](const std::string &Word) { return Of.contains(Word); });
}

/// Words that mean nothing but the device's program or its replacement.
static const WordSet &certainWords() {
  static const WordSet Words{"ota",      "fota",       "dfu",       "fw",
                             "firmware", "fwupdate",   "fwupgrade", "swupdate",
                             "upgrade",  "sysupgrade", "upgrader",  "fwup",
                             "reflash"};
  return Words;
}

bool isAboutUpdates(llvm::StringRef Identifier) {
  llvm::SmallVector<std::string, 4> Words = wordsOf(Identifier);
  if (hasAny(Words, certainWords()))
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
  return hasAny(Words, Ambiguous) &&
         llvm::all_of(Words, [&](const std::string &Word) {
           return Ambiguous.contains(Word) || Neutral.contains(Word);
         });
}

bool isAboutStoredData(llvm::StringRef Identifier) {
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
  return hasAny(wordsOf(Identifier), Stored);
}

bool isAboutVerification(llvm::StringRef Identifier) {
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
  llvm::SmallVector<std::string, 4> Words = wordsOf(Identifier);
  if (hasAny(Words, Codes) || (llvm::is_contained(Words, "decrypt") &&
                               (llvm::is_contained(Words, "auth") ||
                                llvm::is_contained(Words, "aead"))))
    return true;
  bool IsVerifying = hasAny(Words, Verifying);
  if ((IsVerifying || llvm::is_contained(Words, "check")) &&
      hasAny(Words, Signatures))
    return true;
  return IsVerifying && hasAny(Words, Signed) && !hasAny(Words, Checksums);
}

bool isUpdateAddress(llvm::StringRef Identifier) {
  static const WordSet Updates{"update", "updates", "updater", "image"};
  static const WordSet Addresses{"url",  "uri",      "server",   "host",
                                 "base", "address",  "endpoint", "link",
                                 "addr", "location", "repo",     "repository"};
  llvm::SmallVector<std::string, 4> Words = wordsOf(Identifier);
  return hasAny(Words, Addresses) &&
         (hasAny(Words, certainWords()) || hasAny(Words, Updates));
}

bool isUpdatePath(llvm::StringRef Path) {
  static const WordSet Extensions{"bin", "img", "swu", "ota", "fw",
                                  "ubi", "chk", "dfu", "trx", "raucb"};
  static const WordSet Folders{"firmware", "fw",      "update", "updates",
                               "ota",      "upgrade", "fota",   "firmwares"};
  Path = Path.take_until([](char C) { return C == '?' || C == '#'; });
  llvm::SmallVector<llvm::StringRef, 8> Parts;
  Path.split(Parts, '/', -1, /*KeepEmpty=*/false);
  if (Parts.empty())
    return false;
  if (Extensions.contains(Parts.back().rsplit('.').second.lower()))
    return true;
  return llvm::any_of(Parts, [](llvm::StringRef Part) {
    return Folders.contains(Part.lower());
  });
}

} // namespace firmcop
