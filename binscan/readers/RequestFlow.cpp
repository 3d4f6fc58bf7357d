//===- binscan/readers/RequestFlow.cpp - From requests to shells *- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/RequestFlow.h"

#include "binscan/readers/Text.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace firmcop::binscan::script {

namespace {

/// A function by its whole name, or by its end where \p Name starts with '.' or
/// '>'.
struct Sink {
  Language In;
  std::string_view Name;
  Effect Does;
};

constexpr auto Php = Language::Php;
constexpr auto Lua = Language::Lua;
constexpr auto Py = Language::Python;
constexpr auto Js = Language::JavaScript;

constexpr auto Sinks = std::to_array<Sink>({
    {Php, "system", Effect::RunsCommand},
    {Php, "exec", Effect::RunsCommand},
    {Php, "shell_exec", Effect::RunsCommand},
    {Php, "passthru", Effect::RunsCommand},
    {Php, "popen", Effect::RunsCommand},
    {Php, "proc_open", Effect::RunsCommand},
    {Php, "eval", Effect::RunsCode},
    {Php, "create_function", Effect::RunsCode},
    {Php, "include", Effect::RunsCode},
    {Php, "include_once", Effect::RunsCode},
    {Php, "require", Effect::RunsCode},
    {Php, "require_once", Effect::RunsCode},
    {Php, "file_get_contents", Effect::OpensFile},
    {Php, "readfile", Effect::OpensFile},
    {Php, "fopen", Effect::OpensFile},
    {Php, "unlink", Effect::OpensFile},
    {Lua, "os.execute", Effect::RunsCommand},
    {Lua, "io.popen", Effect::RunsCommand},
    {Lua, ".sys.exec", Effect::RunsCommand},
    {Lua, ".sys.call", Effect::RunsCommand},
    {Lua, "sys.exec", Effect::RunsCommand},
    {Lua, "sys.call", Effect::RunsCommand},
    {Lua, ".util.exec", Effect::RunsCommand},
    {Lua, "util.exec", Effect::RunsCommand},
    {Lua, "loadstring", Effect::RunsCode},
    {Lua, "io.open", Effect::OpensFile},
    {Lua, "nixio.open", Effect::OpensFile},
    {Py, "os.system", Effect::RunsCommand},
    {Py, "os.popen", Effect::RunsCommand},
    {Py, "commands.getoutput", Effect::RunsCommand},
    {Py, "subprocess.getoutput", Effect::RunsCommand},
    {Py, "subprocess.run", Effect::RunsCommand},
    {Py, "subprocess.call", Effect::RunsCommand},
    {Py, "subprocess.check_call", Effect::RunsCommand},
    {Py, "subprocess.check_output", Effect::RunsCommand},
    {Py, "subprocess.Popen", Effect::RunsCommand},
    {Py, "eval", Effect::RunsCode},
    {Py, "exec", Effect::RunsCode},
    {Py, "open", Effect::OpensFile},
    {Js, "exec", Effect::RunsCommand},
    {Js, "execSync", Effect::RunsCommand},
    {Js, "child_process.exec", Effect::RunsCommand},
    {Js, "child_process.execSync", Effect::RunsCommand},
    {Js, "cp.exec", Effect::RunsCommand},
    {Js, "cp.execSync", Effect::RunsCommand},
    {Js, "eval", Effect::RunsCode},
    {Js, "fs.readFileSync", Effect::OpensFile},
    {Js, "fs.createReadStream", Effect::OpensFile},
});

/// Functions that give back something harmless, by the last part of the name.
constexpr auto Cleaners = std::to_array<std::string_view>({"escapeshellarg",
                                                           "escapeshellcmd",
                                                           "intval",
                                                           "floatval",
                                                           "basename",
                                                           "count",
                                                           "strlen",
                                                           "md5",
                                                           "sha1",
                                                           "hash",
                                                           "isset",
                                                           "empty",
                                                           "urlencode",
                                                           "base64_encode",
                                                           "bin2hex",
                                                           "tonumber",
                                                           "shellquote",
                                                           "shellsqescape",
                                                           "quote",
                                                           "int",
                                                           "float",
                                                           "len",
                                                           "secure_filename",
                                                           "parseInt",
                                                           "Number",
                                                           "parseFloat",
                                                           "encodeURIComponent",
                                                           "json_encode",
                                                           "dumps",
                                                           "ip_address",
                                                           "hexdigest",
                                                           "UUID"});

/// Functions that say whether a value is fit, by the last part of the name.
constexpr auto Checkers = std::to_array<std::string_view>(
    {"filter_var",   "filter_input", "preg_match",  "in_array",
     "is_numeric",   "ctype_digit",  "ctype_alnum", "ctype_alpha",
     "ctype_xdigit", "ip2long",      "checkdate",   "array_key_exists",
     "match",        "find",         "fullmatch",   "search",
     "isdigit",      "isalnum",      "isnumeric",   "test",
     "includes",     "indexOf",      "has",         "hasOwnProperty",
     "realpath",     "ereg",         "strpos",      "strspn",
     "fnmatch",      "validate",     "is_valid",    "isValid",
     "ipaddr",       "isIP"});

template <std::size_t N>
bool isOneOf(const std::array<std::string_view, N> &Words,
             std::string_view Word) {
  return std::ranges::find(Words, Word) != Words.end();
}

/// "QUERY_STRING" and the other variables of CGI that a client chooses.
bool isClientVariable(std::string_view Name) {
  return Name == "QUERY_STRING" || Name == "PATH_INFO" ||
         Name == "REQUEST_URI" || Name.starts_with("HTTP_");
}

class Follower {
public:
  Follower(const std::vector<Token> &Tokens, Language L) : All(Tokens), In(L) {}

  RequestFlow follow() {
    for (std::size_t I = 0; I < All.size(); ++I) {
      const Token &T = All[I];
      if (T.Of == Token::Kind::Command)
        judge(I, I + 1, "`...`", Effect::RunsCommand);
      if (T.Of != Token::Kind::Name)
        continue;
      if (T.Text == "function" || T.Text == "def") {
        Tainted.clear();
        Checked.clear();
      }
      assign(I);
      if (isOneOf(Checkers, lastPart(T.Text)))
        check(I);
      if (In == Py && (T.Text == "in" || T.Text == "not"))
        checkBefore(I);
      for (const Sink &S : Sinks)
        if (S.In == In && isCalled(S.Name, T.Text))
          call(I, S);
    }
    return std::move(Found);
  }

private:
  const Token *at(std::size_t I) const {
    return I < All.size() ? &All[I] : nullptr;
  }
  bool isMark(std::size_t I, std::string_view Mark) const {
    return I < All.size() && All[I].is(Mark);
  }

  static bool isCalled(std::string_view Sink, std::string_view Name) {
    return Sink.starts_with('.')
               ? Name.ends_with(Sink) && Name.size() > Sink.size()
               : Name == Sink;
  }

  /// The token behind the bracket that closes the one at \p Open; the end of
  /// the tokens, or of 10,000 of them, if none does.
  std::size_t behindClosing(std::size_t Open) const {
    std::size_t Depth = 0;
    const std::size_t Stop = std::min(All.size(), Open + 10'000);
    for (std::size_t I = Open; I < Stop; ++I) {
      if (isMark(I, "(") || isMark(I, "["))
        ++Depth;
      else if ((isMark(I, ")") || isMark(I, "]")) && --Depth == 0)
        return I + 1;
    }
    return Stop;
  }

  std::size_t endOfStatement(std::size_t I) const {
    const std::size_t Stop = std::min(All.size(), I + 10'000);
    while (I < Stop && All[I].Of != Token::Kind::End)
      ++I;
    return I;
  }

  /// What a name at \p I takes from the request, or "".
  std::string sourceAt(std::size_t I) const {
    const bool HasKey = (isMark(I + 1, "[") || isMark(I + 1, "(")) &&
                        I + 2 < All.size() &&
                        All[I + 2].Of == Token::Kind::String;
    return sourceOf(All[I].Text, HasKey ? All[I + 2].Text : "");
  }

  /// The same of a name with the constant behind it: $_GET['ip'].
  std::string sourceOf(std::string_view Name, std::string_view Key) const {
    const std::string WithKey =
        std::string(Name) + (Key.empty() ? "" : "['" + printable(Key) + "']");
    switch (In) {
    case Language::Php:
      if (Name == "$_GET" || Name == "$_POST" || Name == "$_REQUEST" ||
          Name == "$_COOKIE" || (Name == "$_SERVER" && isClientVariable(Key)))
        return WithKey;
      break;
    case Language::Lua:
      if (lastPart(Name).starts_with("formvalue") ||
          Name == "ngx.req.get_uri_args" || Name == "ngx.req.get_post_args" ||
          Name.starts_with("ngx.var.arg_") || Name == "cgilua.QUERY" ||
          Name == "cgilua.POST" || Name == "env.QUERY_STRING" ||
          (Name == "os.getenv" && isClientVariable(Key)))
        return std::string(Name);
      break;
    case Language::Python:
      for (std::string_view Part :
           {"request.args", "request.form", "request.values", "request.json",
            "request.GET", "request.POST", "request.data", "request.query",
            "request.query_params", "request.cookies", "request.params"})
        if (Name.starts_with(Part) || contains(Name, "." + std::string(Part)))
          return WithKey;
      if (lastPart(Name) == "getvalue" || lastPart(Name) == "getfirst" ||
          lastPart(Name) == "get_argument" ||
          (Name == "os.environ" && isClientVariable(Key)))
        return WithKey;
      break;
    case Language::JavaScript:
      for (std::string_view Part :
           {"req.query", "req.body", "req.params", "req.cookies",
            "request.query", "request.body", "ctx.query", "ctx.request.body"})
        if (Name == Part || Name.starts_with(std::string(Part) + "."))
          return WithKey;
      break;
    }
    return {};
  }

  struct Origin {
    std::string Source;
    std::uint32_t Line = 1;
  };

  /// The first unchecked input among the tokens, if no function around it
  /// makes it harmless.
  const Origin *taintIn(std::size_t First, std::size_t Last) {
    std::vector<bool> Clean; // of each open bracket
    for (std::size_t I = First; I < Last; ++I) {
      const Token &T = All[I];
      if (T.is("(") || T.is("[")) {
        const bool IsCleaner = I > 0 && All[I - 1].Of == Token::Kind::Name &&
                               (isOneOf(Cleaners, lastPart(All[I - 1].Text)) ||
                                isOneOf(Checkers, lastPart(All[I - 1].Text)));
        // (int)$x
        const bool IsCast = I + 2 < Last && isMark(I + 2, ")") &&
                            isOneOf(Cleaners, All[I + 1].Text);
        Clean.push_back(IsCleaner || (!Clean.empty() && Clean.back()));
        if (IsCast)
          I += 3;
      } else if ((T.is(")") || T.is("]")) && !Clean.empty()) {
        Clean.pop_back();
      } else if (Clean.empty() || !Clean.back()) {
        if (const Origin *O = taintOf(I))
          return O;
      }
    }
    return nullptr;
  }

  const Origin *taintOf(std::size_t I) {
    const Token &T = All[I];
    if (T.Of == Token::Kind::Name) {
      if (std::string Source = sourceAt(I); !Source.empty()) {
        if (Checked.count(Source))
          return nullptr;
        Direct = {std::move(Source), T.Line};
        return &Direct;
      }
      return known(T.Text);
    }
    for (std::string_view Name : T.Mentions) {
      if (const Origin *O = known(Name))
        return O;
      if (std::string Source = sourceOf(Name, "");
          !Source.empty() && !Checked.count(Source)) {
        Direct = {std::move(Source), T.Line};
        return &Direct;
      }
    }
    return nullptr;
  }

  const Origin *known(std::string_view Name) const {
    const auto Entry = Tainted.find(Name);
    return Entry == Tainted.end() || Checked.count(std::string(Name))
               ? nullptr
               : &Entry->second;
  }

  /// NAME = ...: takes over what the right side has.
  void assign(std::size_t I) {
    const bool Adds = isMark(I + 1, ".=") || isMark(I + 1, "+=");
    if (!Adds && !isMark(I + 1, "="))
      return;
    // In a call of Python it names an argument.
    if (const Origin *O = taintIn(I + 2, endOfStatement(I + 2))) {
      Origin Copy = *O;
      Tainted[All[I].Text] = std::move(Copy);
      Checked.erase(std::string(All[I].Text));
    } else if (!Adds) {
      Tainted.erase(All[I].Text);
    }
  }

  void markChecked(std::size_t First, std::size_t Last) {
    for (std::size_t I = First; I < Last; ++I) {
      if (All[I].Of != Token::Kind::Name)
        continue;
      if (const std::string Source = sourceAt(I); !Source.empty())
        Checked.insert(Source);
      Checked.insert(std::string(All[I].Text));
    }
  }

  /// filter_var(X, ...), h:match(...), /.../.test(X): X has been looked at.
  void check(std::size_t I) {
    if (isMark(I + 1, "("))
      markChecked(I + 2, behindClosing(I + 1));
    const std::string_view Name = All[I].Text;
    const std::size_t Link = Name.find_last_of(".:>");
    if (Link != Name.npos)
      Checked.insert(std::string(Name.substr(0, Link)));
  }

  /// "x in ALLOWED" of Python.
  void checkBefore(std::size_t I) {
    std::size_t First = I;
    while (First > 0 && I - First < 8 &&
           All[First - 1].Of != Token::Kind::End &&
           All[First - 1].Text != "for")
      --First;
    if (First == 0 || All[First - 1].Text != "for")
      markChecked(First, I);
  }

  /// Python runs a list of words without a shell unless it is asked for one.
  bool usesShell(std::size_t First, std::size_t Last) const {
    for (std::size_t I = First; I + 2 < Last; ++I)
      if (All[I].Text == "shell" && isMark(I + 1, "=") &&
          All[I + 2].Text == "True")
        return true;
    return false;
  }

  void call(std::size_t I, const Sink &S) {
    const bool HasBracket = isMark(I + 1, "(");
    const bool IsStatement = S.Does == Effect::RunsCode && In == Php;
    if (!HasBracket && !IsStatement)
      return;
    // A definition, or a member of something that is no name.
    if (I > 0 && (All[I - 1].Text == "function" || All[I - 1].Text == "def" ||
                  All[I - 1].is(".")))
      return;
    const std::size_t Last =
        HasBracket ? behindClosing(I + 1) : endOfStatement(I);
    if (S.Name.starts_with("subprocess.") && S.Name != "subprocess.getoutput" &&
        !usesShell(I, Last))
      return;
    judge(I + 1, Last, S.Name, S.Does);
  }

  void judge(std::size_t First, std::size_t Last, std::string_view Sink,
             Effect Does) {
    ++Found.Sinks;
    if (const Origin *O = taintIn(First, Last))
      Found.Unchecked.push_back(
          {O->Line, O->Source,
           First > 0 && First < All.size() ? All[First].Line : 1,
           std::string(Sink.starts_with('.') ? Sink.substr(1) : Sink), Does});
  }

  const std::vector<Token> &All;
  Language In;
  RequestFlow Found;
  std::map<std::string_view, Origin> Tainted;
  std::set<std::string> Checked;
  Origin Direct;
};

} // namespace

RequestFlow followRequests(const std::vector<Token> &Tokens, Language L) {
  return Follower(Tokens, L).follow();
}

} // namespace firmcop::binscan::script
