//===- checks/SecretValues.cpp - What strings can be secrets --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/SecretValues.h"

#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Base64.h"

using namespace clang;

namespace firmcop {

/// Shorter strings are separators, marks and initial values.
static constexpr size_t MinSecret = 3;
/// A token or key is made by a machine, and such are longer.
static constexpr size_t MinToken = 8, MinUncertainToken = 16;

/// Words that stand for a secret where its name, not its value is meant.
static bool isSecretWord(llvm::StringRef Word) {
  static const llvm::StringSet<> Known{"pass",
                                       "passwd",
                                       "password",
                                       "passphrase",
                                       "passcode",
                                       "pwd",
                                       "pw",
                                       "psk",
                                       "pin",
                                       "token",
                                       "key",
                                       "credential",
                                       "credentials",
                                       "auth",
                                       "bearer",
                                       "authorization",
                                       "authentication",
                                       "login",
                                       "username",
                                       "apikey"};
  return Known.contains(Word);
}

/// Words that say something about a secret or choose among its kinds.
static bool isLabel(llvm::StringRef Text) {
  static const llvm::StringSet<> Known{
      "none",     "null",     "nil",     "plain",   "true",      "false",
      "yes",      "off",      "auto",    "unknown", "required",  "optional",
      "disabled", "enabled",  "basic",   "digest",  "bearer",    "hidden",
      "text",     "string",   "base64",  "hex",     "ascii",     "utf8",
      "utf-8",    "empty",    "unset",   "set",     "ask",       "prompt",
      "wpa",      "wpa2",     "wpa3",    "wep",     "open",      "file",
      "env",      "stdin",    "n/a",     "(none)",  "(null)",    "any",
      "redacted", "masked",   "invalid", "changed", "expired",   "locked",
      "md5",      "sha1",     "sha256",  "sha512",  "des",       "bcrypt",
      "crypt",    "yescrypt", "wrong",   "clear",   "cleartext", "undefined"};
  return Known.contains(Text.lower());
}

/// What a build, an installer or the user fills in.
static bool isPlaceholder(llvm::StringRef Text) {
  auto Encloses = [&](llvm::StringRef Open, llvm::StringRef Close) {
    return Text.starts_with(Open) && Text.ends_with(Close);
  };
  if (Encloses("<", ">") || Encloses("[", "]") || Encloses("{", "}") ||
      Encloses("(", ")") || Encloses("${", "}") || Encloses("$(", ")") ||
      Encloses("@", "@") || Encloses("__", "__") || Encloses("%", "%"))
    return true;
  std::string Lower = Text.lower();
  for (llvm::StringRef Start : {"your", "enter ", "insert ", "replace"})
    if (llvm::StringRef(Lower).starts_with(Start))
      return true;
  // "********", "xxxxxxxx", "....".
  return !llvm::isDigit(Text.front()) &&
         llvm::all_of(Lower, [&](char C) { return C == Lower.front(); });
}

/// A conversion of printf: '%' and a letter after flags and sizes.
static bool isFormat(llvm::StringRef Text) {
  for (size_t At = Text.find('%'); At != llvm::StringRef::npos;
       At = Text.find('%', At + 1)) {
    llvm::StringRef Rest = Text.drop_front(At + 1).ltrim("0123456789.*-+ #");
    Rest = Rest.ltrim("hlzjt");
    if (!Rest.empty() && llvm::StringRef("sdiuxXcp@").contains(Rest.front()))
      return true;
  }
  return false;
}

static bool isPathOrAddress(llvm::StringRef Text) {
  for (llvm::StringRef Start : {"/", "./", "../", "~/", "\\"})
    if (Text.starts_with(Start))
      return true;
  for (llvm::StringRef End :
       {".pem", ".key", ".txt", ".conf", ".cfg", ".json", ".crt", ".der",
        ".bin", ".dat", ".db", ".ini", ".xml", ".html", ".cgi", ".sh", ".so"})
    if (Text.ends_with_insensitive(End))
      return true;
  return Text.contains("://") || Text.starts_with("mailto:");
}

/// "--password", "psk=", "Password:", "=", "*LK*", "@login", "$6$".
static bool isSyntax(llvm::StringRef Text) {
  if (Text.starts_with("$") && Text.ends_with("$"))
    return true;
  if (llvm::StringRef("-*!@").contains(Text.front()) || Text.ends_with(":"))
    return true;
  if (llvm::none_of(Text, llvm::isAlnum))
    return true;
  // Base64 ends with '=' too, but hardly without digits and capitals.
  return Text.ends_with("=") &&
         llvm::none_of(Text, [](char C) { return llvm::isDigit(C); });
}

/// Several words with spaces between: a passphrase, or a text for people.
static bool isMessage(llvm::StringRef Text) {
  if (!Text.contains(' '))
    return false;
  if (llvm::StringRef(".:!?>,;)").contains(Text.back()))
    return true;
  static const llvm::StringSet<> Prose{
      "no",      "not", "the", "is",    "enter", "for",    "with",
      "invalid", "to",  "a",   "wrong", "set",   "failed", "of"};
  return llvm::any_of(wordsOf(Text), [](llvm::StringRef Word) {
    return isSecretWord(Word) || Prose.contains(Word);
  });
}

/// What a mail server asks for in the encoding of its protocol: the Base64 of
/// "Password:".
static bool isEncodedSyntax(llvm::StringRef Text) {
  std::vector<char> Bytes;
  if (Text.size() % 4 != 0 || llvm::errorToBool(decodeBase64(Text, Bytes)))
    return false;
  llvm::StringRef Decoded(Bytes.data(), Bytes.size());
  return Decoded.ends_with(":") && llvm::all_of(Decoded, [](unsigned char C) {
           return C >= ' ' && C < 0x7F;
         });
}

bool canBeSecret(llvm::StringRef Text) {
  return Text.size() >= MinSecret && Text == Text.trim() &&
         llvm::all_of(Text, [](unsigned char C) { return C >= ' '; }) &&
         !isPlaceholder(Text) && !isFormat(Text) && !isPathOrAddress(Text) &&
         !isSyntax(Text) && !isEncodedSyntax(Text) && !isMessage(Text) &&
         !isLabel(Text) && !Text.contains("-----BEGIN");
}

/// The text is the name under which the secret is kept or asked for, not the
/// secret: words of the identifier itself, or words for secrets.
static bool isNameOfSecret(llvm::StringRef Text, llvm::StringRef Identifier) {
  bool IsIdentifier = llvm::all_of(Text, [](char C) {
    return llvm::isAlnum(C) || llvm::StringRef("_-. ").contains(C);
  });
  auto Words = wordsOf(Text);
  if (!IsIdentifier || Words.empty())
    return false;
  auto Own = wordsOf(Identifier);
  if (llvm::all_of(Words, [&](llvm::StringRef Word) {
        return isSecretWord(Word) || llvm::is_contained(Own, Word);
      }))
    return true;
  bool HasDigit = llvm::any_of(Text, llvm::isDigit);
  return !HasDigit && Words.size() > 1 && llvm::any_of(Words, isSecretWord);
}

/// Letters and digits, or capitals and small letters, in one string: not a
/// word of a language.
static bool isMixed(llvm::StringRef Text) {
  bool HasDigit = llvm::any_of(Text, llvm::isDigit);
  bool HasLower =
      llvm::any_of(Text, [](char C) { return C >= 'a' && C <= 'z'; });
  bool HasUpper = llvm::any_of(Text.drop_front(),
                               [](char C) { return C >= 'A' && C <= 'Z'; });
  bool HasMark = llvm::any_of(Text, [](char C) {
    return !llvm::isAlnum(C) && !llvm::StringRef("_-. ").contains(C);
  });
  return HasDigit + HasLower + HasUpper + HasMark >= 2;
}

bool canBeSecret(llvm::StringRef Text, NamedSecret Named,
                 llvm::StringRef Identifier) {
  if (!canBeSecret(Text) || isNameOfSecret(Text, Identifier))
    return false;
  switch (Named.Is) {
  case Secret::None:
    return false;
  case Secret::Password:
    return Named.IsCertain || isMixed(Text) || isCommonPassword(Text);
  case Secret::Pin:
    return Text.size() >= 4 && Text.size() <= 12 &&
           llvm::all_of(Text, llvm::isDigit);
  case Secret::Token:
  case Secret::Key:
    if (Text.contains(' ') || !isMixed(Text))
      return false;
    // A parser's tokens are words, with separators in between.
    return Named.IsCertain ? Text.size() >= MinToken
                           : Text.size() >= MinUncertainToken &&
                                 llvm::all_of(Text, llvm::isAlnum) &&
                                 llvm::any_of(Text, llvm::isDigit);
  }
  llvm_unreachable("all kinds are handled above");
}

llvm::StringRef userInfoOf(llvm::StringRef Text) {
  auto [Scheme, Rest] = Text.split("://");
  if (Rest.empty() || Scheme.empty() || !llvm::all_of(Scheme, [](char C) {
        return llvm::isAlnum(C) || C == '+';
      }))
    return {};
  llvm::StringRef Authority =
      Rest.take_until([](char C) { return C == '/' || C == '?' || C == '#'; });
  auto [UserInfo, Host] = Authority.rsplit('@');
  auto [User, Password] = UserInfo.split(':');
  if (Host.empty() || User.empty() || Password.empty() || isFormat(Password) ||
      isPlaceholder(Password) || isSecretWord(Password.lower()))
    return {};
  return UserInfo;
}

bool isCommonPassword(llvm::StringRef Text) {
  static const llvm::StringSet<> Common{
      "0000",       "1111",          "1234",      "4321",     "12345",
      "54321",      "123456",        "654321",    "666666",   "888888",
      "1234567",    "12345678",      "00000000",  "11111111", "87654321",
      "88888888",   "123456789",     "admin",     "admin123", "admin1234",
      "admin12345", "administrator", "changeme",  "changeit", "default",
      "guest",      "letmein",       "master",    "monitor",  "operator",
      "pass",       "password",      "password1", "private",  "public",
      "qwerty",     "raspberry",     "root",      "secret",   "service",
      "supervisor", "support",       "system",    "tech",     "test",
      "toor",       "ubnt",          "user",      "welcome",  "abc123",
      "cisco",      "superuser",     "P@ssw0rd",  "Admin123", "installer",
      "engineer",   "maintenance",   "factory",   "backdoor"};
  return Common.contains(Text) || Common.contains(Text.lower());
}

/// The content of a DER element with this tag at the front of \p Bytes, which
/// loses it; or nothing.
static std::optional<llvm::StringRef> takeElement(llvm::StringRef &Bytes,
                                                  unsigned char Tag) {
  if (Bytes.size() < 2 || static_cast<unsigned char>(Bytes[0]) != Tag)
    return std::nullopt;
  size_t Length = static_cast<unsigned char>(Bytes[1]), Header = 2;
  if (Length >= 0x80) {
    size_t Count = Length & 0x7F;
    if (Count == 0 || Count > 3 || Bytes.size() < 2 + Count)
      return std::nullopt;
    Length = 0;
    for (size_t I = 0; I < Count; ++I)
      Length = Length << 8 | static_cast<unsigned char>(Bytes[2 + I]);
    Header += Count;
  }
  if (Bytes.size() < Header + Length)
    return std::nullopt;
  llvm::StringRef Content = Bytes.substr(Header, Length);
  Bytes = Bytes.drop_front(Header + Length);
  return Content;
}

bool isPrivateKey(llvm::StringRef Bytes) {
  // The line that it begins with alone is what a writer of keys needs.
  if (Bytes.contains("-----BEGIN ") && Bytes.contains("PRIVATE KEY-----"))
    return Bytes.size() >= 96;
  enum : unsigned char { Integer = 2, OctetString = 4, Sequence = 0x30 };
  std::optional<llvm::StringRef> Key = takeElement(Bytes, Sequence);
  std::optional<llvm::StringRef> Version =
      Key ? takeElement(*Key, Integer) : std::nullopt;
  if (!Version || Version->size() != 1 || (*Version)[0] > 1)
    return false;
  // An algorithm and the key (PKCS #8), the key and perhaps its curve (SEC 1),
  // or all eight numbers of an RSA key (PKCS #1).
  llvm::StringRef Rest = *Key;
  if (takeElement(Rest, Sequence) && takeElement(Rest, OctetString))
    return true;
  Rest = *Key;
  if (std::optional<llvm::StringRef> Secret = takeElement(Rest, OctetString))
    return Secret->size() >= 20 && Secret->size() <= 66;
  Rest = *Key;
  unsigned Numbers = 0;
  while (takeElement(Rest, Integer))
    ++Numbers;
  return Numbers >= 5;
}

std::optional<std::string> textOf(const ConstantValue &V) {
  if (!V.Bytes)
    return std::nullopt;
  std::string Text = V.Bytes->substr(0, V.Bytes->find('\0'));
  if (!V.IsText && (Text.empty() || !llvm::all_of(Text, llvm::isPrint)))
    return std::nullopt;
  return Text;
}

bool isTextType(QualType T) {
  T = T.getNonReferenceType();
  if (const auto *Array = T->getAsArrayTypeUnsafe())
    T = Array->getElementType();
  else if (T->isPointerType())
    T = T->getPointeeType();
  else if (const auto *Record = T->getAsRecordDecl())
    return Record->getName().contains_insensitive("string");
  else
    return false;
  return T->isAnyCharacterType();
}

const Expr *stringObject(const Expr *E) {
  E = stripped(E);
  const auto *Member = dyn_cast_or_null<CXXMemberCallExpr>(E);
  if (!Member || Member->getNumArgs() != 0 || !Member->getMethodDecl() ||
      !Member->getMethodDecl()->getDeclName().isIdentifier())
    return E;
  llvm::StringRef Name = Member->getMethodDecl()->getName();
  if (Name == "c_str" || Name == "data")
    return stripped(Member->getImplicitObjectArgument());
  return E;
}

std::string_view secretOf(std::string_view Identifier, std::string_view Text) {
  NamedSecret Named = secretNamed(Identifier);
  return Named && canBeSecret(Text, Named, Identifier) ? toString(Named.Is)
                                                       : llvm::StringRef();
}

} // namespace firmcop
