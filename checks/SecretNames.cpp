//===- checks/SecretNames.cpp - What identifiers say ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/SecretNames.h"
#include "firmcop/Names.h"
#include "firmcop/Words.h"

namespace firmcop {

using Words = llvm::SmallVector<std::string, 4>;

/// Words after the one that matters, which say where, whose or in which form.
static bool isAfterthought(llvm::StringRef Word) {
  return llvm::all_of(Word, llvm::isDigit) ||
         words::Afterthoughts.contains(Word);
}

/// Words before a secret that make the name one of something else: of an
/// action, of a state, of a text about the secret, of its transformed value.
static bool isContrary(llvm::StringRef Word) {
  return words::Contraries.contains(Word);
}

/// Whose or which password, PIN, token or key something is.
static bool isOwner(llvm::StringRef Word) {
  return words::SecretOwners.contains(Word);
}

/// Words before 'key' that make it a cryptographic one.
static bool isKeyOwner(llvm::StringRef Word) {
  return words::KeyOwners.contains(Word) ||
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

  if (words::Passwords.contains(Head) || Head.ends_with("password") ||
      Head.ends_with("passwd") || Head.ends_with("passphrase"))
    return {Secret::Password, true};
  // 'pw_' is the prefix of the password file's interface: 'pw_buffer',
  // 'PW_DEF'.
  if (Head == "pw" && Name.size() == 1 && wordsOf(Identifier).size() > 1)
    return {};
  // The shell's name for the directory before this one.
  if (Head == "oldpwd")
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
  return words::Unpredictable.contains(Head) ||
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
  llvm::StringRef Head = Name.back();
  return words::Users.contains(Head) || Head.ends_with("username") ||
         (Head == "name" &&
          (Name.size() == 1 || words::Users.contains(*(Name.end() - 2))));
}

} // namespace firmcop
