//===- binscan/rules/KnownDefaultAccountHash.cpp ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Guesses the passwords of an image's accounts as every attacker does: with the
// lists of factory defaults that worms carry, the account's own name, and the
// names that the image itself mentions. How many guesses an account gets
// follows from what one costs under its scheme, by a model and not by a clock,
// so that the same image gives the same findings on every machine.
//
//===----------------------------------------------------------------------===//

#include "binscan/HtpasswdHash.h"
#include "binscan/Rule.h"
#include "binscan/adapters/Crypt.h"
#include "binscan/readers/KeyValue.h"
#include "binscan/readers/LoginAccounts.h"
#include "binscan/readers/Text.h"
#include "firmcop/Rules.h"

#include <algorithm>
#include <array>
#include <map>

using namespace firmcop;
using namespace firmcop::binscan;

/// Most common first, as expensive schemes only get the first ones.
static constexpr auto DefaultPasswords = std::to_array<std::string_view>({
#include "binscan/data/DefaultPasswords.inc"
});

namespace {

/// A password to try, and how a message calls it without saying it.
struct Candidate {
  std::string Password;
  std::string Description;
};

/// Microseconds of work, about those of a small computer.
using Cost = std::uint64_t;
constexpr Cost CostPerHash = 700'000;
constexpr Cost CostPerImage = 4'000'000;

} // namespace

/// "$5$rounds=1000$..." to 1,000.
static Cost shaRounds(std::string_view Hash) {
  const std::string_view Field = splitFields(Hash, '$')[2];
  if (!Field.starts_with("rounds="))
    return 5'000;
  return std::max<Cost>(1'000, readNumber(Field.substr(7)).value_or(5'000));
}

static Cost costOfGuess(Scheme S, std::string_view Hash) {
  switch (S) {
  case Scheme::Des:
    return 4;
  case Scheme::BsdiDes:
    return 200;
  case Scheme::NtHash:
  case Scheme::Sha1Base64:
    return 1;
  case Scheme::Apr1:
    return 1'000;
  case Scheme::Md5:
    return 120;
  case Scheme::Sha256:
    return 2'200 * shaRounds(Hash) / 5'000;
  case Scheme::Sha512:
    return 1'300 * shaRounds(Hash) / 5'000;
  case Scheme::Bcrypt: {
    const Cost Log2 = readNumber(Hash.substr(4, 2)).value_or(31);
    return Log2 < 5 ? 1'000 : Log2 > 25 ? CostPerImage : Cost{56} << Log2;
  }
  case Scheme::Yescrypt:
  case Scheme::GostYescrypt:
    return 23'000;
  case Scheme::Scrypt:
    return 50'000;
  case Scheme::SunMd5:
    return 30'000;
  default:
    return CostPerImage; // not one that libcrypt can compute
  }
}

/// Names that the image gives itself: host name, product, board, vendor.
static std::vector<Candidate> harvest(const Image &I) {
  std::vector<std::string> Words;
  const auto Add = [&](std::string_view Word) {
    Word = trim(unquote(trim(Word)));
    const bool Plain =
        Word.size() >= 3 && Word.size() <= 24 &&
        std::ranges::all_of(Word, [](char C) { return C > ' ' && C < 0x7F; });
    if (!Plain || Words.size() >= 40)
      return;
    for (std::string Form : {std::string(Word), lower(Word)})
      if (std::ranges::find(Words, Form) == Words.end())
        Words.push_back(std::move(Form));
  };
  for (const FileSystem &F : I.rootFileSystems()) {
    if (const Node *Host = F.find("/etc/hostname"))
      Add(Host->bytes().text().substr(0, 64));
    for (const char *Path :
         {"/etc/os-release", "/etc/openwrt_release", "/etc/device_info",
          "/etc/product", "/etc/version", "/etc/model"})
      if (const Node *File = F.find(Path))
        for (const Setting &S :
             readSettings(File->bytes().text(), Syntax::Equals))
          for (std::string_view Word : splitWords(S.Value))
            Add(Word);
  }
  std::vector<Candidate> Found;
  for (const std::string &Word : Words)
    Found.push_back({Word, "a name that the image gives itself"});
  return Found;
}

/// The candidates for one account, the likeliest first.
static std::vector<Candidate> candidates(const LoginAccount &A,
                                         const std::vector<Candidate> &Names) {
  std::vector<Candidate> All;
  for (const char *Suffix : {"", "1", "123", "1234"})
    All.push_back({A.Name + Suffix, "one made from the account's name"});
  All.push_back({"", "the empty one"});
  std::size_t Entry = 0;
  for (std::string_view Password : DefaultPasswords)
    All.push_back(
        {std::string(Password), "entry " + std::to_string(++Entry) +
                                    " of the list of factory defaults"});
  const std::size_t Front = std::min<std::size_t>(All.size(), 15);
  All.insert(All.begin() + static_cast<std::ptrdiff_t>(Front), Names.begin(),
             Names.end());
  return All;
}

static const Candidate *guess(PasswordTester &Tester, const LoginAccount &A,
                              const std::vector<Candidate> &All, Cost &Left) {
  const Cost Each = costOfGuess(A.How, A.Password);
  Cost Budget = std::min(CostPerHash, Left);
  for (const Candidate &C : All) {
    if (Each > Budget)
      return nullptr;
    Budget -= Each;
    Left -= Each;
    if (Tester.fits(C.Password, A.Password) ||
        fitsHtpasswd(C.Password, A.Password))
      return &C;
  }
  return nullptr;
}

static void run(const Image &I, Report &R) {
  const std::vector<LoginAccount> Accounts = accountsOf(I);
  R.checked(Accounts.size(), "accounts");
  R.notApplicable(NoAccounts);
  const std::vector<Candidate> Names = harvest(I);
  PasswordTester Tester;
  Cost Left = CostPerImage;
  // One hash in several files, or for several accounts, is guessed once.
  std::map<std::pair<std::string_view, std::string>, std::string> Known;
  for (const LoginAccount &A : Accounts) {
    if (!isHash(A.How))
      continue;
    const auto [Entry, IsNew] = Known.try_emplace({A.Password, A.Name});
    if (IsNew) {
      const std::vector<Candidate> All = candidates(A, Names);
      if (const Candidate *C = guess(Tester, A, All, Left))
        Entry->second = C->Description;
    }
    if (Entry->second.empty())
      continue;
    const Level L = A.CanLogIn ? R.rule().DefaultLevel : Level::Warning;
    R.fail({printable(A.Name), Entry->second}, A.where(I), A.Name, L);
  }
}

static const ArtifactRule Registered(rules::KnownDefaultAccountHash, run);
