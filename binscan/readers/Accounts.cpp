//===- binscan/readers/Accounts.cpp - passwd, shadow, htpasswd --*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/Accounts.h"

#include "binscan/readers/Text.h"

#include <algorithm>

namespace firmcop::binscan {

static bool isCryptAlphabet(std::string_view Text) {
  return std::all_of(Text.begin(), Text.end(), [](char C) {
    return (C >= 'a' && C <= 'z') || (C >= 'A' && C <= 'Z') ||
           (C >= '0' && C <= '9') || C == '.' || C == '/';
  });
}

/// Whether the last '$' part has that many characters of crypt's alphabet.
static bool endsInDigest(std::string_view Field, std::size_t Length) {
  std::string_view Digest = splitFields(Field, '$').back();
  return Digest.size() == Length && isCryptAlphabet(Digest);
}

Scheme schemeOf(std::string_view Field) {
  if (Field.empty())
    return Scheme::Empty;
  if (Field == "x")
    return Scheme::Shadowed;
  if (Field.starts_with("$1$"))
    return endsInDigest(Field, 22) ? Scheme::Md5 : Scheme::Unknown;
  if (Field.starts_with("$apr1$"))
    return endsInDigest(Field, 22) ? Scheme::Apr1 : Scheme::Unknown;
  if (Field.starts_with("$5$"))
    return endsInDigest(Field, 43) ? Scheme::Sha256 : Scheme::Unknown;
  if (Field.starts_with("$6$"))
    return endsInDigest(Field, 86) ? Scheme::Sha512 : Scheme::Unknown;
  for (std::string_view Prefix : {"$2a$", "$2b$", "$2x$", "$2y$"})
    if (Field.starts_with(Prefix))
      return Field.size() == 60 ? Scheme::Bcrypt : Scheme::Unknown;
  if (Field.starts_with("$y$"))
    return endsInDigest(Field, 43) ? Scheme::Yescrypt : Scheme::Unknown;
  if (Field.starts_with("$gy$"))
    return endsInDigest(Field, 43) ? Scheme::GostYescrypt : Scheme::Unknown;
  if (Field.starts_with("$7$"))
    return endsInDigest(Field, 43) ? Scheme::Scrypt : Scheme::Unknown;
  if (Field.starts_with("$md5"))
    return endsInDigest(Field, 22) ? Scheme::SunMd5 : Scheme::Unknown;
  if (Field.starts_with("$3$$"))
    return Field.size() == 36 ? Scheme::NtHash : Scheme::Unknown;
  if (Field.starts_with("{SHA}"))
    return Field.size() == 33 ? Scheme::Sha1Base64 : Scheme::Unknown;
  if (Field.starts_with('_') && Field.size() == 20 &&
      isCryptAlphabet(Field.substr(1)))
    return Scheme::BsdiDes;
  if (Field.size() == 13 && isCryptAlphabet(Field))
    return Scheme::Des;
  // What crypt(3) cannot have written matches no password. The usual spellings
  // are said with certainty; a "$9$..." may be a scheme of a later libcrypt.
  return Field.front() == '$' || Field.front() == '{' ? Scheme::Unknown
                                                      : Scheme::Locked;
}

std::string_view describe(Scheme S) {
  switch (S) {
  case Scheme::Empty:
    return "no password";
  case Scheme::Locked:
    return "a locked password";
  case Scheme::Shadowed:
    return "a shadowed password";
  case Scheme::Des:
    return "DES crypt";
  case Scheme::BsdiDes:
    return "BSDi extended DES crypt";
  case Scheme::Md5:
    return "MD5 crypt ($1$)";
  case Scheme::Apr1:
    return "Apache MD5 crypt ($apr1$)";
  case Scheme::NtHash:
    return "an unsalted NT hash ($3$)";
  case Scheme::Sha1Base64:
    return "an unsalted SHA-1 ({SHA})";
  case Scheme::SunMd5:
    return "Sun MD5 crypt ($md5)";
  case Scheme::Sha256:
    return "SHA-256 crypt ($5$)";
  case Scheme::Sha512:
    return "SHA-512 crypt ($6$)";
  case Scheme::Bcrypt:
    return "bcrypt ($2b$)";
  case Scheme::Scrypt:
    return "scrypt ($7$)";
  case Scheme::Yescrypt:
    return "yescrypt ($y$)";
  case Scheme::GostYescrypt:
    return "gost-yescrypt ($gy$)";
  case Scheme::Unknown:
    break;
  }
  return "an unknown scheme";
}

bool isHash(Scheme S) { return S >= Scheme::Des && S < Scheme::Unknown; }

bool isWeak(Scheme S) { return S >= Scheme::Des && S <= Scheme::SunMd5; }

std::vector<Account> readPasswd(std::string_view Text) {
  std::vector<Account> Accounts;
  for (const Line &L : splitLines(Text)) {
    std::vector<std::string_view> F = splitFields(L.Text, ':');
    if (F.size() != 7 || F[0].empty() || F[0].front() == '#')
      continue;
    std::optional<std::uint64_t> Uid = readNumber(F[2]);
    if (!Uid || !readNumber(F[3]))
      continue;
    Accounts.push_back({F[0], F[1], Uid, F[4], F[5], trim(F[6]), L.Number});
  }
  return Accounts;
}

std::vector<Account> readShadow(std::string_view Text) {
  std::vector<Account> Accounts;
  for (const Line &L : splitLines(Text)) {
    std::vector<std::string_view> F = splitFields(L.Text, ':');
    if (F.size() < 2 || F.size() > 9 || F[0].empty() || F[0].front() == '#')
      continue;
    bool DatesAreNumbers =
        std::all_of(F.begin() + 2, F.end(), [](std::string_view Date) {
          return trim(Date).empty() || readNumber(trim(Date));
        });
    if (!DatesAreNumbers)
      continue;
    Account A;
    A.Name = F[0];
    A.Password = F.size() == 2 ? trim(F[1]) : F[1];
    A.Line = L.Number;
    Accounts.push_back(A);
  }
  return Accounts;
}

std::vector<Account> readHtpasswd(std::string_view Text) {
  std::vector<Account> Accounts;
  for (const Line &L : splitLines(Text)) {
    std::vector<std::string_view> F = splitFields(L.Text, ':');
    if (F.size() < 2 || F[0].empty() || F[0].front() == '#')
      continue;
    Account A;
    A.Name = F[0];
    A.Password = trim(F[1]);
    A.Line = L.Number;
    if (isHash(schemeOf(A.Password)))
      Accounts.push_back(A);
  }
  return Accounts;
}

bool refusesLogin(std::string_view Shell) {
  std::string_view Program = baseName(Shell);
  for (std::string_view Name :
       {"nologin", "false", "true", "sync", "halt", "shutdown", "null"})
    if (Program == Name)
      return true;
  return false;
}

} // namespace firmcop::binscan
