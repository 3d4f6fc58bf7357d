//===- binscan/readers/TlsSettings.cpp - TLS as servers set it up -*- C++ -*-=//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/TlsSettings.h"

#include "binscan/readers/Text.h"

#include <algorithm>
#include <array>

namespace firmcop::binscan {

namespace {

/// One directive: its words without quotes and punctuation.
struct Statement {
  std::uint32_t Line = 1;
  std::vector<std::string_view> Words;
};

bool isSeparator(char C) {
  return C == ' ' || C == '\t' || C == '=' || C == '(' || C == ')' ||
         C == '>' || C == ',';
}

/// The directives of any of the formats. nginx ends one with ';', '{' or '}',
/// the others with the line.
std::vector<Statement> readStatements(std::string_view Text, bool IsNginx) {
  std::vector<Statement> All;
  Statement Current;
  const auto Flush = [&] {
    if (!Current.Words.empty())
      All.push_back(std::move(Current));
    Current = {};
  };
  for (const Line &L : splitLines(Text)) {
    for (std::size_t At = 0; At < L.Text.size();) {
      const char C = L.Text[At];
      if (C == '#')
        break;
      if (IsNginx && (C == ';' || C == '{' || C == '}')) {
        Flush();
        ++At;
      } else if (isSeparator(C) || C == '\r') {
        ++At;
      } else {
        const bool Quoted = C == '"' || C == '\'';
        const std::size_t Start = At + Quoted;
        std::size_t End = Start;
        while (End < L.Text.size() &&
               (Quoted
                    ? L.Text[End] != C
                    : !isSeparator(L.Text[End]) && L.Text[End] != '"' &&
                          !(IsNginx && contains(";{}", L.Text.substr(End, 1)))))
          ++End;
        if (Current.Words.empty())
          Current.Line = L.Number;
        Current.Words.push_back(L.Text.substr(Start, End - Start));
        At = End + Quoted;
      }
    }
    if (!IsNginx)
      Flush();
  }
  Flush();
  return All;
}

/// "SSLv3" for every way to write a version of before 2008, else "".
std::string_view obsoleteVersion(std::string_view Word) {
  static constexpr auto Versions =
      std::to_array<std::pair<std::string_view, std::string_view>>({
          {"sslv2", "SSL 2"},
          {"sslv3", "SSL 3"},
          {"ssl3", "SSL 3"},
          {"tlsv1", "TLS 1.0"},
          {"tlsv1.0", "TLS 1.0"},
          {"tlsv1_0", "TLS 1.0"},
          {"tlsv10", "TLS 1.0"},
          {"tlsv1.1", "TLS 1.1"},
          {"tlsv1_1", "TLS 1.1"},
          {"tlsv11", "TLS 1.1"},
          {"1.0", "TLS 1.0"},
          {"1.1", "TLS 1.1"},
      });
  for (const auto &[Spelling, Name] : Versions)
    if (equalsIgnoringCase(Word, Spelling))
      return Name;
  return {};
}

/// Apache's and OpenSSL's lists: "all -SSLv3 -TLSv1", "-ALL, TLSv1.2".
void judgeProtocolList(const Statement &S, std::size_t First,
                       TransportSettings &T) {
  for (std::size_t I = First; I < S.Words.size(); ++I) {
    std::string_view Word = S.Words[I];
    if (Word.starts_with('-') || Word.starts_with('!'))
      continue;
    if (Word.starts_with('+'))
      Word.remove_prefix(1);
    if (const std::string_view Old = obsoleteVersion(Word); !Old.empty())
      T.Obsolete.push_back(
          {S.Line, std::string(S.Words[First - 1]), std::string(Old)});
  }
}

void judgeCiphers(const Statement &S, std::size_t First, TransportSettings &T) {
  for (std::size_t I = First; I < S.Words.size(); ++I)
    for (std::string &Weak : weakCiphers(S.Words[I]))
      T.Obsolete.push_back({S.Line, std::string(S.Words[First - 1]),
                            "the cipher " + printable(Weak)});
}

enum class Meaning : std::uint8_t {
  Versions, ///< a list of versions
  Lowest,   ///< one version
  Switch,   ///< on or off; the version is in the key
  Ciphers,  ///< OpenSSL's list
};

/// A word that starts a directive, in lower case.
struct Directive {
  std::string_view Key;
  Meaning Says;
};

constexpr auto Directives = std::to_array<Directive>({
    {"ssl_protocols", Meaning::Versions},
    {"proxy_ssl_protocols", Meaning::Versions},
    {"ssl_ciphers", Meaning::Ciphers},
    {"proxy_ssl_ciphers", Meaning::Ciphers},
    {"sslprotocol", Meaning::Versions},
    {"sslciphersuite", Meaning::Ciphers},
    {"minprotocol", Meaning::Lowest},
    {"protocol", Meaning::Versions},
    {"cipherstring", Meaning::Ciphers},
    {"ssl.cipher-list", Meaning::Ciphers},
    {"ssl.use-sslv2", Meaning::Switch},
    {"ssl.use-sslv3", Meaning::Switch},
    {"ssl_sslv2", Meaning::Switch},
    {"ssl_sslv3", Meaning::Switch},
    {"sslversion", Meaning::Lowest},
    {"sslversionmin", Meaning::Lowest},
    {"tls_version", Meaning::Lowest},
    {"tls-version-min", Meaning::Lowest},
    {"ciphers", Meaning::Ciphers},
    {"macs", Meaning::Ciphers},
    {"cipher", Meaning::Ciphers},
});

void judge(const Statement &S, TransportSettings &T) {
  for (std::size_t I = 0; I + 1 < S.Words.size(); ++I) {
    const auto Known =
        std::ranges::find_if(Directives, [&](const Directive &D) {
          return equalsIgnoringCase(D.Key, S.Words[I]);
        });
    // Only lighttpd has keys inside of a directive: ("Protocol" => "...").
    if (Known == Directives.end() ||
        (I != 0 && !S.Words[0].starts_with("ssl.openssl.ssl-conf-cmd")))
      continue;
    ++T.Read;
    const std::string_view Value = S.Words[I + 1];
    switch (Known->Says) {
    case Meaning::Versions:
      judgeProtocolList(S, I + 1, T);
      break;
    case Meaning::Lowest:
      if (const std::string_view Old = obsoleteVersion(Value); !Old.empty())
        T.Obsolete.push_back(
            {S.Line, std::string(S.Words[I]), std::string(Old)});
      break;
    case Meaning::Switch:
      if (isTrue(Value) || equalsIgnoringCase(Value, "enable"))
        T.Obsolete.push_back({S.Line, std::string(S.Words[I]),
                              Known->Key.ends_with('2') ? "SSL 2" : "SSL 3"});
      break;
    case Meaning::Ciphers:
      judgeCiphers(S, I + 1, T);
      break;
    }
  }
}

bool isNginx(std::string_view Path) {
  return contains(Path, "/nginx/") || baseName(Path) == "nginx.conf";
}

bool isTransportConfiguration(std::string_view Path) {
  if (isNginx(Path))
    return true;
  for (std::string_view Part :
       {"/lighttpd/", "/apache2/", "/httpd/", "/stunnel/", "/mosquitto/",
        "/openvpn/", "/ssh/"})
    if (contains(Path, Part))
      return true;
  for (std::string_view Name :
       {"lighttpd.conf", "httpd.conf", "stunnel.conf", "mosquitto.conf",
        "vsftpd.conf", "openssl.cnf", "openvpn.conf", "sshd_config"})
    if (baseName(Path) == Name)
      return true;
  return false;
}

} // namespace

std::vector<std::string> weakCiphers(std::string_view List) {
  static constexpr auto Weak = std::to_array<std::string_view>(
      {"rc4", "arcfour", "des", "null", "exp", "md5", "low", "adh", "aecdh",
       "bf-cbc", "blowfish", "cast5"});
  std::vector<std::string> Removed, Found;
  std::vector<std::string_view> Members;
  for (std::size_t At = 0; At < List.size();) {
    const std::size_t End =
        std::min(List.find_first_of(":, ", At), List.size());
    std::string_view Member = List.substr(At, End - At);
    At = End + 1;
    if (Member.starts_with('!') || Member.starts_with('-'))
      Removed.push_back(lower(Member.substr(1)));
    else if (!Member.empty())
      Members.push_back(Member.starts_with('+') ? Member.substr(1) : Member);
  }
  // A name is made of words: "DES-CBC3-SHA", "aes128-ctr", "hmac-md5-96".
  const auto HasWord = [](std::string_view Name, std::string_view Word) {
    for (std::size_t At = Name.find(Word); At != Name.npos;
         At = Name.find(Word, At + 1)) {
      const bool Starts =
          At == 0 || contains("-+_@aek3", Name.substr(At - 1, 1));
      const std::size_t End = At + Word.size();
      const bool Ends = End == Name.size() ||
                        !(Name[End] >= 'a' && Name[End] <= 'z') ||
                        Name.substr(End).starts_with("ort");
      if (Starts && Ends)
        return true;
    }
    return false;
  };
  for (std::string_view Member : Members) {
    const std::string Small = lower(Member);
    for (std::string_view Word : Weak) {
      if (!HasWord(Small, Word))
        continue;
      const bool IsRemoved = std::ranges::any_of(
          Removed, [&](const std::string &R) { return HasWord(Small, R); });
      if (!IsRemoved)
        Found.emplace_back(Member);
      break;
    }
  }
  return Found;
}

TransportSettings transportSettings(std::string_view Path,
                                    std::string_view Text) {
  TransportSettings T;
  if (!isTransportConfiguration(Path))
    return T;
  for (const Statement &S : readStatements(Text, isNginx(Path)))
    judge(S, T);
  return T;
}

} // namespace firmcop::binscan
