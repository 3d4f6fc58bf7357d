//===- checks/SecretNames.cpp - What identifiers say ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/SecretNames.h"
#include "core/flow/UpdateNames.h"

#include "llvm/ADT/StringSet.h"

namespace firmcop {

using Words = llvm::SmallVector<std::string, 4>;

namespace {

/// A fixed set of words.
class WordSet {
public:
  WordSet(std::initializer_list<llvm::StringRef> Words) {
    for (llvm::StringRef Word : Words)
      Known.insert(Word);
  }
  bool has(llvm::StringRef Word) const { return Known.contains(Word); }

private:
  llvm::StringSet<> Known;
};

} // namespace

/// Words after the one that matters, which say where, whose or in which form.
static bool isAfterthought(llvm::StringRef Word) {
  static const WordSet Afterthoughts{
      "str",    "string", "buf",      "buffer",    "ptr",     "p",
      "value",  "val",    "data",     "bytes",     "text",    "txt",
      "plain",  "utf",    "literal",  "const",     "default", "def",
      "tmp",    "temp",   "copy",     "orig",      "raw",     "array",
      "in",     "input",  "entered",  "given",     "current", "correct",
      "stored", "saved",  "expected", "local",     "remote",  "admin",
      "root",   "guest",  "user",     "wifi",      "wlan",    "ap",
      "sta",    "mqtt",   "ftp",      "http",      "web",     "telnet",
      "ssh",    "db",     "cloud",    "service",   "backup",  "factory",
      "master", "main",   "primary",  "secondary", "new",     "old"};
  return llvm::all_of(Word, llvm::isDigit) || Afterthoughts.has(Word);
}

/// Words before a secret that make the name one of something else: of an
/// action, of a state, of a text about the secret, of its transformed value.
static bool isContrary(llvm::StringRef Word) {
  static const WordSet Contraries{
      "is",         "has",     "have",    "no",       "not",      "use",
      "need",       "needs",   "set",     "check",    "valid",    "invalid",
      "wrong",      "bad",     "ok",      "good",     "missing",  "empty",
      "incorrect",  "enter",   "forgot",  "reset",    "change",   "changed",
      "show",       "hide",    "require", "required", "requires", "request",
      "ask",        "prompt",  "allow",   "force",    "with",     "without",
      "enable",     "disable", "print",   "parse",    "encoded",  "encrypted",
      "enciphered", "hashed",  "hash",    "hashes",   "masked",   "mask",
      "public",     "pub",     "max",     "min",      "num",      "len",
      "size",       "sizeof",  "count",   "opt",      "option",   "arg",
      "flag",       "cmd",     "label",   "field",    "column",   "attr",
      "tag",        "msg",     "err",     "error",    "type",     "test",
      "keyword",    "lex",     "tok",     "unused",   "dummy"};
  return Contraries.has(Word);
}

/// Whose or which password, PIN, token or key something is.
static bool isOwner(llvm::StringRef Word) {
  static const WordSet Owners{
      "adm",      "sys",      "sysadm",    "admin",    "administrator",
      "root",     "user",     "usr",       "guest",    "owner",
      "login",    "service",  "support",   "default",  "def",
      "factory",  "master",   "device",    "my",       "wifi",
      "wlan",     "ap",       "sta",       "softap",   "mqtt",
      "broker",   "http",     "https",     "ftp",      "smtp",
      "telnet",   "ssh",      "web",       "db",       "database",
      "cloud",    "server",   "client",    "ota",      "api",
      "auth",     "access",   "session",   "secret",   "security",
      "bt",       "ble",      "bluetooth", "pairing",  "setup",
      "lock",     "unlock",   "door",      "sim",      "card",
      "parental", "bearer",   "refresh",   "csrf",     "xsrf",
      "jwt",      "oauth",    "reset",     "backdoor", "maintenance",
      "engineer", "debug",    "bot",       "push",     "github",
      "aws",      "azure",    "mesh",      "network",  "remote",
      "account",  "id",       "app",       "pppoe",    "ppp",
      "stored",   "expected", "correct",   "entered",  "new",
      "old",      "tls",      "snmp",      "rtsp",     "onvif",
      "sip",      "vpn",      "zigbee"};
  return Owners.has(Word);
}

/// Words before 'key' that make it a cryptographic one.
static bool isKeyOwner(llvm::StringRef Word) {
  static const WordSet Owners{"api",
                              "private",
                              "priv",
                              "secret",
                              "aes",
                              "des",
                              "hmac",
                              "mac",
                              "rsa",
                              "ecc",
                              "ecdsa",
                              "ed",
                              "crypto",
                              "cipher",
                              "encryption",
                              "encrypt",
                              "decrypt",
                              "decryption",
                              "enc",
                              "dec",
                              "signing",
                              "sign",
                              "master",
                              "session",
                              "shared",
                              "preshared",
                              "psk",
                              "wpa",
                              "wep",
                              "wifi",
                              "nwk",
                              "nwks",
                              "apps",
                              "link",
                              "storage",
                              "auth",
                              "authentication",
                              "access",
                              "ssh",
                              "tls",
                              "ssl",
                              "firmware",
                              "fw",
                              "ota",
                              "update",
                              "symmetric",
                              "chacha",
                              "tea",
                              "xtea",
                              "rc",
                              "blowfish",
                              "account",
                              "device",
                              "backup"};
  return Owners.has(Word) ||
         llvm::all_of(Word, llvm::isDigit); // 'aes256_key', 'ed25519_key'
}

llvm::StringRef toString(Secret S) {
  switch (S) {
  case Secret::None:
    return "value";
  case Secret::Password:
    return "password";
  case Secret::Pin:
    return "PIN";
  case Secret::Token:
    return "token";
  case Secret::Key:
    return "key";
  }
  llvm_unreachable("all kinds are named above");
}

Words wordsOf(llvm::StringRef Identifier) {
  std::vector<std::string> Found = identifierWords(Identifier);
  return {Found.begin(), Found.end()};
}

/// The words up to the last one that matters.
static Words significantWords(llvm::StringRef Identifier) {
  Words Result = wordsOf(Identifier);
  while (Result.size() > 1 && isAfterthought(Result.back()))
    Result.pop_back();
  return Result;
}

static llvm::StringRef wordBeforeLast(const Words &Name) {
  return Name.size() > 1 ? llvm::StringRef(Name[Name.size() - 2])
                         : llvm::StringRef();
}

/// \p Word ends with \p Last and says an owner before it: "adminpass".
static bool isCompound(llvm::StringRef Word, llvm::StringRef Last,
                       bool (*IsOwner)(llvm::StringRef)) {
  return Word.consume_back(Last) && !Word.empty() && IsOwner(Word);
}

NamedSecret secretNamed(llvm::StringRef Identifier) {
  Words Name = significantWords(Identifier);
  if (Name.empty() || llvm::any_of(Name, isContrary))
    return {};
  llvm::StringRef Head = Name.back();
  llvm::StringRef Owner = wordBeforeLast(Name);
  // 'm_', 'g_' and 'k' say nothing.
  bool IsAlone = Owner.empty() || (Name.size() == 2 && Owner.size() == 1);

  static const WordSet Passwords{"password",   "passwd",     "passphrase",
                                 "passcode",   "psk",        "secret",
                                 "credential", "credentials"};
  if (Passwords.has(Head) || Head.ends_with("password") ||
      Head.ends_with("passwd") || Head.ends_with("passphrase"))
    return {Secret::Password, true};
  // 'pw_' is the prefix of the password file's interface: 'pw_buffer',
  // 'PW_DEF'.
  if (Head == "pw" && Name.size() == 1 && wordsOf(Identifier).size() > 1)
    return {};
  for (llvm::StringRef Short : {"pass", "pwd", "pw"}) {
    if (Head == Short && (IsAlone || isOwner(Owner)))
      return {Secret::Password, !IsAlone};
    if (isCompound(Head, Short, isOwner))
      return {Secret::Password, true};
  }
  if (Head == "pincode" || (Head == "code" && Owner == "pin"))
    return {Secret::Pin, true};
  if (Head == "pin" && (IsAlone || isOwner(Owner)))
    return {Secret::Pin, !IsAlone};
  if (Head == "passkey")
    return {Secret::Pin, true};
  if (Head == "jwt" || isCompound(Head, "token", isOwner))
    return {Secret::Token, true};
  if (Head == "token" && (IsAlone || isOwner(Owner)))
    return {Secret::Token, !IsAlone};
  if ((Head == "key" && !IsAlone && isKeyOwner(Owner)) ||
      isCompound(Head, "key", isKeyOwner))
    return {Secret::Key, true};
  return {};
}

bool mustBeUnpredictable(llvm::StringRef Identifier) {
  if (secretNamed(Identifier))
    return true;
  Words Name = significantWords(Identifier);
  if (Name.empty() || llvm::any_of(Name, isContrary))
    return false;
  llvm::StringRef Head = Name.back();
  llvm::StringRef Owner = wordBeforeLast(Name);
  static const WordSet Unpredictable{"nonce", "cnonce", "iv",
                                     "salt",  "otp",    "sessionid"};
  return Unpredictable.has(Head) ||
         (Owner == "session" && (Head == "id" || Head == "cookie")) ||
         (Head == "code" && (Owner == "reset" || Owner == "pairing" ||
                             Owner == "unlock" || Owner == "verification")) ||
         (Head == "vector" && (Owner == "init" || Owner == "initialization"));
}

llvm::StringRef personalDatumNamed(llvm::StringRef Identifier) {
  struct Datum {
    llvm::StringRef Owner, Head, Title;
  };
  // An empty owner means that the last word alone says it.
  static constexpr Datum Data[] = {
      {"", "email", "e-mail address"},
      {"email", "address", "e-mail address"},
      {"email", "addr", "e-mail address"},
      {"e", "mail", "e-mail address"},
      {"mail", "address", "e-mail address"},
      {"phone", "number", "telephone number"},
      {"phone", "no", "telephone number"},
      {"user", "phone", "telephone number"},
      {"owner", "phone", "telephone number"},
      {"", "phonenumber", "telephone number"},
      {"mobile", "number", "telephone number"},
      {"", "msisdn", "telephone number"},
      {"", "imei", "IMEI"},
      {"", "imsi", "IMSI"},
      {"", "iccid", "SIM card number"},
      {"", "ssn", "social security number"},
      {"", "birthday", "date of birth"},
      {"", "birthdate", "date of birth"},
      {"birth", "date", "date of birth"},
      {"birth", "day", "date of birth"},
      {"of", "birth", "date of birth"},
      {"", "dob", "date of birth"},
      {"", "latitude", "position"},
      {"", "longitude", "position"},
      {"gps", "lat", "position"},
      {"gps", "lon", "position"},
      {"gps", "lng", "position"},
      {"gps", "location", "position"},
      {"gps", "position", "position"},
      {"first", "name", "person's name"},
      {"owner", "name", "person's name"},
      {"patient", "name", "person's name"},
      {"", "surname", "person's name"},
      {"home", "address", "postal address"},
      {"street", "address", "postal address"},
      {"postal", "address", "postal address"},
      {"", "zipcode", "postal address"},
      {"zip", "code", "postal address"},
      {"postal", "code", "postal address"},
      {"heart", "rate", "health datum"},
      {"", "heartrate", "health datum"},
      {"blood", "pressure", "health datum"},
      {"blood", "glucose", "health datum"},
      {"", "iban", "bank account"},
      {"card", "number", "card number"},
  };
  Words Name = significantWords(Identifier);
  if (Name.empty() || llvm::any_of(Name, isContrary))
    return {};
  llvm::StringRef Head = Name.back();
  llvm::StringRef Owner = wordBeforeLast(Name);
  for (const Datum &D : Data)
    if (D.Head == Head && (D.Owner.empty() || D.Owner == Owner))
      return D.Title;
  return {};
}

bool isUserName(llvm::StringRef Identifier) {
  Words Name = wordsOf(Identifier);
  while (!Name.empty() && (llvm::all_of(Name.back(), llvm::isDigit) ||
                           Name.back() == "str" || Name.back() == "default"))
    Name.pop_back();
  if (Name.empty() || llvm::any_of(Name, isContrary))
    return false;
  static const WordSet Users{"user",  "username", "usr",   "uname",
                             "login", "account",  "userid"};
  llvm::StringRef Head = Name.back();
  return Users.has(Head) || Head.ends_with("username") ||
         (Head == "name" && (Name.size() == 1 || Users.has(*(Name.end() - 2))));
}

} // namespace firmcop
