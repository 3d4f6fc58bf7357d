//===- binscan/readers/ShellWalk.h - What a script would start --*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Walks a script as a shell would, as far as that can be known from the image:
// constants are substituted, conditions on them and on the image's files are
// decided, "case $1 in start)" takes the arm for "start", functions are entered
// when they are called, and other scripts of the image too. What stays unknown
// is walked both ways and marked as conditional. Nothing is executed.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_SHELLWALK_H
#define FIRMCOP_BINSCAN_READERS_SHELLWALK_H

#include "binscan/Tree.h"
#include "binscan/readers/Shell.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace firmcop::binscan {

/// A command that the device runs by itself.
struct StartedCommand {
  /// The program and its arguments, without wrappers such as exec, nohup, env,
  /// busybox and start-stop-daemon. Unknown parts read "$NAME" or "$(...)".
  std::vector<std::string> Arguments;
  std::string User; ///< empty: the one who starts it, usually root
  /// What starts it: "init", "inetd", "a boot script", "a supervisor".
  std::string By;
  std::string Terminal;       ///< where it runs, if on a terminal of its own
  bool IsConditional = false; ///< depends on a setting or on run-time state
  const Node *File = nullptr; ///< where the command stands
  std::uint32_t Line = 1;

  /// The last path component of the program; without the '-' of login shells.
  std::string_view program() const;
  /// The value behind a flag: of {"-l", "/bin/sh"} and "-l/bin/sh" for "-l",
  /// and of "--login=x" for "--login"; null when the flag is absent.
  std::optional<std::string_view> valueOf(std::string_view Flag) const;
  /// Whether a flag is given, on its own or among others ("-ls" has "-s").
  bool hasFlag(std::string_view Flag) const;
};

/// Takes wrappers off a command line; empty when it starts nothing (such as
/// "start-stop-daemon --stop").
std::vector<std::string> unwrap(std::vector<std::string> Arguments,
                                std::string &User);

class ShellWalk {
public:
  explicit ShellWalk(const FileSystem &F) : Files(F) {}

  /// Walks a script file as "FILE ARGUMENTS...".
  void runFile(const Node &File, const std::vector<std::string> &Arguments,
               std::string_view By);

  /// Walks a command line that stands in another kind of file.
  void runLine(std::string_view Command, const Node &File, std::uint32_t Line,
               std::string_view By, std::string_view Terminal = "");

  /// What was started, in order, each place once.
  std::vector<StartedCommand> Started;

private:
  /// What a command's exit status is.
  enum class Status { Yes, No, Probably, Unknown };

  struct Frame {
    const Node *File = nullptr;
    std::string By;
    std::string Terminal;
    std::vector<std::string> Positional; ///< $0, $1, ...
    std::map<std::string, std::string> Variables;
    std::map<std::string, const shell::Node *> Functions;
    unsigned Conditions = 0;    ///< undecided ones around this place
    bool IsConditional = false; ///< the whole frame depends on something
    bool Stopped = false;       ///< after an unconditional exit or return
  };
  using Strings = std::vector<std::string>;

  Status walk(const shell::Node &N, Frame &F);
  Status walkIf(const shell::Node &N, Frame &F);
  Status walkFor(const shell::Node &N, Frame &F);
  Status walkCase(const shell::Node &N, Frame &F);
  Status walkCommand(const shell::Node &N, Frame &F);
  Status walkConditionally(const shell::Node &N, Frame &F);
  Status callFunction(const shell::Node &Body, const Strings &Arguments,
                      Frame &F);
  Status start(Strings Arguments, const shell::Node &N, Frame &F);
  Status test(Strings Arguments) const;
  bool builtin(const Strings &Arguments, const shell::Node &N, Frame &F,
               Status &S);
  void emit(const Strings &Arguments, std::string User, const shell::Node &N,
            const Frame &F);
  void sourceFile(const std::string &Path, Frame &F);

  std::string expandPart(const shell::WordPart &P, const Frame &F) const;
  std::string expand(const shell::Word &W, const Frame &F) const;
  Strings expandAll(const std::vector<shell::Word> &Words,
                    const Frame &F) const;
  Strings glob(const std::string &Pattern) const;
  const Node *findProgram(std::string_view Name) const;
  const shell::Node &keep(std::string_view Text, std::uint32_t FirstLine);

  const FileSystem &Files;
  /// Trees that frames point into.
  std::vector<std::shared_ptr<const shell::Node>> Trees;
  std::set<std::pair<const Node *, Strings>> Visited;
  unsigned Depth = 0;
  unsigned Steps = 0;
};

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_SHELLWALK_H
