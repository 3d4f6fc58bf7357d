//===- core/words/TokenForms.cpp - What tokens of services look like ------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Services give their tokens a prefix so that scanners can find them. A prefix
// alone proves little in megabytes of machine code, so each kind is confirmed
// by all that is known of its form: length, alphabet, a checksum where there is
// one, a second half nearby, JSON that decodes. What documentation writes in
// place of a token ("AKIA...EXAMPLE", rows of x) is none.
//
//===----------------------------------------------------------------------===//

#include "firmcop/TokenForms.h"
#include "firmcop/Base64.h"

#include <algorithm>
#include <array>
#include <cmath>

using namespace firmcop;

namespace {

using Predicate = bool (*)(char);

bool isDigit(char C) { return C >= '0' && C <= '9'; }
bool isUpper(char C) { return C >= 'A' && C <= 'Z'; }
bool isAlnum(char C) {
  return isDigit(C) || isUpper(C) || (C >= 'a' && C <= 'z');
}
bool isUrlSafe(char C) { return isAlnum(C) || C == '-' || C == '_'; }
bool isBase64(char C) { return isAlnum(C) || C == '+' || C == '/' || C == '='; }
bool isBase32(char C) { return isUpper(C) || (C >= '2' && C <= '7'); }

/// Where a literal was found.
struct Hit {
  std::string_view Text; ///< the whole file
  std::size_t At;
  std::size_t Prefix; ///< length of the literal

  /// The characters after the literal, as far as they satisfy the predicate.
  std::string_view run(Predicate Is, std::size_t Skip = 0) const {
    constexpr std::size_t Longest = 4096;
    const std::size_t Start = std::min(At + Prefix + Skip, Text.size());
    const std::string_view Rest = Text.substr(Start, Longest);
    return Rest.substr(0, std::ranges::find_if_not(Rest, Is) - Rest.begin());
  }
  /// Not in the middle of a longer word.
  bool startsWord() const { return At == 0 || !isUrlSafe(Text[At - 1]); }
  /// What is near enough to belong to it.
  std::string_view surroundings() const {
    constexpr std::size_t Near = 400;
    const std::size_t Start = At < Near ? 0 : At - Near;
    return Text.substr(Start, At - Start + Near);
  }
};

/// Bits of information per character.
double entropyOf(std::string_view Text) {
  std::array<unsigned, 256> Counts = {};
  for (char C : Text)
    ++Counts[static_cast<unsigned char>(C)];
  double Bits = 0;
  for (unsigned Count : Counts)
    if (Count != 0) {
      const double Share = static_cast<double>(Count) / Text.size();
      Bits -= Share * std::log2(Share);
    }
  return Bits;
}

/// Whether a text is drawn at random rather than written by a human.
bool isRandom(std::string_view Secret) {
  std::string Lower(Secret);
  std::ranges::transform(Lower, Lower.begin(), [](char C) {
    return isUpper(C) ? static_cast<char>(C + 32) : C;
  });
  for (std::string_view Mark :
       {"example", "xxxx", "your", "abcdef", "12345", "00000", "placeholder",
        "dummy", "sample", "redacted"})
    if (Lower.find(Mark) != std::string::npos)
      return false;
  return entropyOf(Secret) >= (Secret.size() < 24 ? 3.0 : 3.5);
}

/// Gives the length of the token after the prefix, or 0.
using Confirm = std::size_t (*)(const Hit &);

/// A run of exactly that many characters.
template <Predicate Is, std::size_t Length> std::size_t exactly(const Hit &H) {
  const std::string_view Run = H.run(Is);
  return Run.size() == Length && isRandom(Run) ? Length : 0;
}

/// The checksum of IEEE 802.3.
std::uint32_t crc32(std::string_view Text) {
  std::uint32_t Sum = ~0U;
  for (char C : Text) {
    Sum ^= static_cast<unsigned char>(C);
    for (unsigned Bit = 0; Bit < 8; ++Bit)
      Sum = Sum >> 1 ^ (Sum & 1 ? 0xEDB88320U : 0);
  }
  return ~Sum;
}

/// Thirty characters at random, then their CRC-32 in base 62.
std::size_t checksummed(const Hit &H) {
  constexpr std::string_view Alphabet =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  const std::string_view Run = H.run(isAlnum);
  if (Run.size() != 36)
    return 0;
  std::uint32_t Sum = crc32(Run.substr(0, 30));
  for (std::size_t I = 36; I-- > 30; Sum /= 62)
    if (Run[I] != Alphabet[Sum % 62])
      return 0;
  return 36;
}

/// github_pat_: 22 characters, '_', 59 characters.
std::size_t fineGrained(const Hit &H) {
  const std::string_view Run =
      H.run([](char C) { return isAlnum(C) || C == '_'; });
  return Run.size() == 82 && Run[22] == '_' && isRandom(Run) ? 82 : 0;
}

/// A maximal run of that length and alphabet somewhere near.
bool hasNearby(const Hit &H, Predicate Is, std::size_t Length) {
  const std::string_view Around = H.surroundings();
  for (std::size_t At = 0; At < Around.size();) {
    const std::string_view Rest = Around.substr(At);
    const std::size_t Run = static_cast<std::size_t>(
        std::ranges::find_if_not(Rest, Is) - Rest.begin());
    const std::string_view Word = Rest.substr(0, Run);
    if (Run == Length && isRandom(Word))
      return true;
    At += Run + 1;
  }
  return false;
}

/// An access key id is public; with the secret beside it, it opens the account.
std::size_t amazon(const Hit &H) {
  const std::string_view Run = H.run(isAlnum);
  const bool IsId =
      Run.size() == 16 && std::ranges::all_of(Run, isBase32) && isRandom(Run);
  const Predicate IsSecret = [](char C) {
    return isAlnum(C) || C == '/' || C == '+';
  };
  return IsId && hasNearby(H, IsSecret, 40) ? 16 : 0;
}

/// xoxb-123456789012-1234567890123-24 characters, and its relatives.
std::size_t slack(const Hit &H) {
  const std::string_view Run =
      H.run([](char C) { return isAlnum(C) || C == '-'; });
  const std::size_t Dashes = std::ranges::count(Run, '-');
  return Run.size() >= 40 && Dashes >= 2 && isDigit(Run[0]) && isRandom(Run)
             ? Run.size()
             : 0;
}

std::size_t stripe(const Hit &H) {
  const std::string_view Run = H.run(isAlnum);
  return Run.size() >= 24 && Run.size() <= 250 && isRandom(Run) ? Run.size()
                                                                : 0;
}

std::size_t sendGrid(const Hit &H) {
  const std::string_view Id = H.run(isUrlSafe);
  if (Id.size() != 22 || H.run([](char C) { return C == '.'; }, 22) != ".")
    return 0;
  const std::string_view Secret = H.run(isUrlSafe, 23);
  return Secret.size() == 43 && isRandom(Secret) ? 66 : 0;
}

/// The key of a connection string: base64 of that many bytes.
template <std::size_t KeySize> std::size_t azure(const Hit &H) {
  const std::string_view Run = H.run(isBase64);
  const auto Key = decodeBase64(Run);
  return Key && Key->size() == KeySize && isRandom(Run) ? Run.size() : 0;
}

bool isJsonObject(std::string_view Base64) {
  const auto Decoded = decodeBase64(Base64);
  return Decoded && Decoded->front() == '{' && Decoded->back() == '}' &&
         std::ranges::count(*Decoded, ':') > 0;
}

/// header.payload.signature, of which the first two are JSON objects and the
/// first names the algorithm.
std::size_t webToken(const Hit &H) {
  const Hit Whole{H.Text, H.At, 0};
  constexpr std::size_t ShortestHeader = 15; // {"alg":"x"}
  if (Whole.run(isUrlSafe).size() < ShortestHeader)
    return 0;
  const std::string_view Run =
      Whole.run([](char C) { return isUrlSafe(C) || C == '.'; });
  const std::size_t First = Run.find('.');
  const std::size_t Second =
      First == std::string_view::npos ? First : Run.find('.', First + 1);
  if (Second == std::string_view::npos)
    return 0;
  const std::string_view Header = Run.substr(0, First);
  const std::string_view Payload = Run.substr(First + 1, Second - First - 1);
  std::string_view Signature = Run.substr(Second + 1);
  Signature = Signature.substr(0, Signature.find('.'));
  const auto Decoded = decodeBase64(Header);
  const bool NamesAlgorithm =
      Decoded &&
      std::string(Decoded->begin(), Decoded->end()).find("\"alg\"") !=
          std::string::npos;
  return NamesAlgorithm && isJsonObject(Header) && isJsonObject(Payload) &&
                 Signature.size() >= 32 && isRandom(Signature)
             ? Second + 1 + Signature.size() - H.Prefix
             : 0;
}

struct TokenKind {
  std::string_view Prefix;
  std::string_view Name;
  Confirm LengthAfter;
  bool IsMild = false;
};

constexpr TokenKind Kinds[] = {
    {"ghp_", "GitHub token", checksummed},
    {"gho_", "GitHub token", checksummed},
    {"ghu_", "GitHub token", checksummed},
    {"ghs_", "GitHub token", checksummed},
    {"ghr_", "GitHub token", checksummed},
    {"github_pat_", "GitHub token", fineGrained},
    {"npm_", "npm token", checksummed},
    {"glpat-", "GitLab token", exactly<isUrlSafe, 20>},
    {"AKIA", "AWS access key with its secret", amazon},
    {"ASIA", "AWS access key with its secret", amazon},
    {"xoxb-", "Slack token", slack},
    {"xoxp-", "Slack token", slack},
    {"xoxa-", "Slack token", slack},
    {"xoxr-", "Slack token", slack},
    {"xoxs-", "Slack token", slack},
    {"AIza", "Google API key", exactly<isUrlSafe, 35>, true},
    {"sk_live_", "Stripe key", stripe},
    {"rk_live_", "Stripe key", stripe},
    {"SG.", "SendGrid key", sendGrid},
    {"AccountKey=", "Azure storage key", azure<64>},
    {"SharedAccessKey=", "Azure shared access key", azure<32>},
    {"eyJ", "JSON web token", webToken, true},
};

/// Schemes whose addresses may carry a user and a password.
constexpr std::string_view Schemes[] = {
    "amqp", "amqps",    "ftp",     "ftps",   "http",       "https",
    "imap", "ldap",     "mongodb", "mqtt",   "mqtts",      "mysql",
    "nats", "postgres", "redis",   "rediss", "postgresql", "rtmp",
    "rtsp", "sftp",     "smtp",    "smtps",  "ws",         "wss"};

bool isHostCharacter(char C) { return isAlnum(C) || C == '.' || C == '-'; }
bool isVisible(char C) { return C > ' ' && C < 0x7f; }

/// Words that documentation writes for the password.
bool isPlaceholder(std::string_view Password) {
  std::string Lower(Password);
  std::ranges::transform(Lower, Lower.begin(), [](char C) {
    return isUpper(C) ? static_cast<char>(C + 32) : C;
  });
  for (std::string_view Word : {"password", "passwd", "pass", "pwd", "pw",
                                "secret", "token", "yourpassword", "mypass"})
    if (Lower == Word)
      return true;
  return Password.find_first_of("%${}<>[]()\\\"'`|*") !=
             std::string_view::npos ||
         std::ranges::count(Lower, Lower.front()) ==
             static_cast<std::ptrdiff_t>(Lower.size()) ||
         Lower.find("xxx") != std::string::npos;
}

bool isExampleHost(std::string_view Host) {
  for (std::string_view Name : {"example", "invalid", "test", "host",
                                "hostname", "server", "localhost", "domain"})
    if (Host == Name || Host.ends_with("." + std::string(Name)) ||
        Host.find(std::string(Name) + ".com") != std::string_view::npos)
      return true;
  return Host.find("example.") != std::string_view::npos || Host == "127.0.0.1";
}

/// "scheme://user:password@host" around the "://" at \p At.
std::optional<TokenForm> readAddress(std::string_view Text, std::size_t At) {
  std::size_t Start = At;
  while (Start > 0 && At - Start < 12 && isAlnum(Text[Start - 1]))
    --Start;
  const std::string_view Scheme = Text.substr(Start, At - Start);
  if (std::ranges::find(Schemes, Scheme) == std::end(Schemes))
    return std::nullopt;
  const std::string_view Rest = Text.substr(At + 3, 256);
  const std::size_t End = static_cast<std::size_t>(
      std::ranges::find_if(Rest,
                           [](char C) {
                             return !isVisible(C) || C == '/' || C == '"' ||
                                    C == '\'' || C == '?' || C == '#' ||
                                    C == ',' || C == '<';
                           }) -
      Rest.begin());
  const std::string_view Authority = Rest.substr(0, End);
  const std::size_t Sign = Authority.rfind('@');
  const std::size_t Colon = Authority.find(':');
  if (Sign == std::string_view::npos || Colon > Sign)
    return std::nullopt;
  const std::string_view User = Authority.substr(0, Colon);
  const std::string_view Password =
      Authority.substr(Colon + 1, Sign - Colon - 1);
  std::string_view Host = Authority.substr(Sign + 1);
  Host = Host.substr(0, std::ranges::find_if_not(Host, isHostCharacter) -
                            Host.begin());
  if (Password.size() < 4 || Host.size() < 4 || !isAlnum(Host.front()) ||
      isPlaceholder(Password) || (!User.empty() && isPlaceholder(User)) ||
      isExampleHost(Host))
    return std::nullopt;
  TokenForm Found;
  Found.Kind = "Address with a password";
  Found.Whole = Text.substr(Start, At + 3 - Start + Sign + 1 + Host.size());
  Found.Secret = Password;
  Found.Whose =
      std::string(Scheme) + "://" + std::string(User) + "@" + std::string(Host);
  return Found;
}

constexpr auto Marks = [] {
  std::array<std::string_view, std::size(Kinds) + 1> Texts;
  for (std::size_t I = 0; I < std::size(Kinds); ++I)
    Texts[I] = Kinds[I].Prefix;
  Texts.back() = "://";
  return Texts;
}();

} // namespace

std::span<const std::string_view> firmcop::tokenMarks() { return Marks; }

std::optional<TokenForm> firmcop::tokenAt(std::string_view Text,
                                          std::size_t Mark, std::size_t At) {
  if (Mark == std::size(Kinds))
    return readAddress(Text, At);
  const TokenKind &Kind = Kinds[Mark];
  const Hit H{Text, At, Kind.Prefix.size()};
  const std::size_t Length = H.startsWord() ? Kind.LengthAfter(H) : 0;
  if (Length == 0)
    return std::nullopt;
  TokenForm Found;
  Found.Kind = Kind.Name;
  Found.Whole = Found.Secret = Text.substr(At, Kind.Prefix.size() + Length);
  Found.IsMild = Kind.IsMild;
  return Found;
}

std::vector<TokenForm> firmcop::tokensIn(std::string_view Text) {
  std::vector<TokenForm> Found;
  for (std::size_t Mark = 0; Mark < Marks.size(); ++Mark)
    for (std::size_t At = Text.find(Marks[Mark]); At != Text.npos;
         At = Text.find(Marks[Mark], At + 1))
      if (auto Token = tokenAt(Text, Mark, At))
        Found.push_back(*Token);
  return Found;
}
