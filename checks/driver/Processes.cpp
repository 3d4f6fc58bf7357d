//===- checks/driver/Processes.cpp - Work in processes --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/driver/Processes.h"

#include "llvm/Support/raw_ostream.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <map>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace firmcop {

/// Lets a stream of this process go to a file.
static void redirect(int Stream, const std::string &File) {
  int To = ::open(File.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (To < 0)
    To = ::open("/dev/null", O_WRONLY);
  if (To >= 0) {
    ::dup2(To, Stream);
    ::close(To);
  }
}

static Ending endingOf(int Status) {
  if (WIFEXITED(Status))
    return {true, WEXITSTATUS(Status)};
  return {false, WIFSIGNALED(Status) ? WTERMSIG(Status) : 0};
}

void runInProcesses(const std::vector<std::size_t> &Tasks, unsigned Jobs,
                    const std::function<int(std::size_t)> &Work,
                    const std::function<std::string(std::size_t)> &OutputOf,
                    const std::function<std::string(std::size_t)> &ErrorsOf,
                    const std::function<void(std::size_t, Ending)> &Done) {
  std::map<pid_t, std::size_t> Running;
  auto WaitForOne = [&] {
    int Status = 0;
    pid_t Ended = ::waitpid(-1, &Status, 0);
    if (Ended < 0 && errno == EINTR)
      return;
    auto Found = Running.find(Ended);
    if (Found == Running.end())
      return;
    std::size_t Task = Found->second;
    Running.erase(Found);
    Done(Task, endingOf(Status));
  };
  const pid_t Parent = ::getpid();
  for (std::size_t Task : Tasks) {
    while (Running.size() >= std::max(Jobs, 1u))
      WaitForOne();
    // What is in a buffer would be printed by both.
    llvm::outs().flush();
    llvm::errs().flush();
    std::fflush(nullptr);
    pid_t Child = ::fork();
    if (Child == 0) {
      ::prctl(PR_SET_PDEATHSIG, SIGKILL);
      if (::getppid() != Parent)
        ::_exit(1);
      redirect(STDOUT_FILENO, OutputOf(Task));
      redirect(STDERR_FILENO, ErrorsOf(Task));
      int Code = Work(Task);
      llvm::outs().flush();
      llvm::errs().flush();
      std::fflush(nullptr);
      ::_exit(Code);
    }
    if (Child < 0)
      Done(Task, {false, 0});
    else
      Running.emplace(Child, Task);
  }
  while (!Running.empty())
    WaitForOne();
}

} // namespace firmcop
