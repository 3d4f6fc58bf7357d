//===- binscan/adapters/Seccomp.cpp - libseccomp and rlimits ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is not on the list fails with EPERM, as if the user were not allowed to:
// libraries that look for a configuration file or a locale go on without it.
//
//===----------------------------------------------------------------------===//

#include "binscan/adapters/Sandbox.h"

#include <cerrno>
#include <memory>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <system_error>

using namespace firmcop::binscan;

namespace {

struct Release {
  void operator()(void *Filter) const { seccomp_release(Filter); }
};

bool limit(__rlimit_resource What, rlim_t To) {
  const rlimit Limit{To, To};
  return setrlimit(What, &Limit) == 0;
}

/// Zero, or an error number.
int installFilter() {
  const std::unique_ptr<void, Release> Filter(
      seccomp_init(SCMP_ACT_ERRNO(EPERM)));
  if (!Filter)
    return ENOMEM;
  int Error = 0;
  const auto Rule = [&](std::uint32_t Action, int Call, auto... Conditions) {
    if (Error == 0)
      Error = -seccomp_rule_add(Filter.get(), Action, Call,
                                sizeof...(Conditions), Conditions...);
  };
  for (const int Call : {SCMP_SYS(read),         SCMP_SYS(write),
                         SCMP_SYS(close),        SCMP_SYS(fstat),
                         SCMP_SYS(newfstatat),   SCMP_SYS(lseek),
                         SCMP_SYS(brk),          SCMP_SYS(munmap),
                         SCMP_SYS(mremap),       SCMP_SYS(madvise),
                         SCMP_SYS(futex),        SCMP_SYS(rseq),
                         SCMP_SYS(exit),         SCMP_SYS(exit_group),
                         SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask),
                         SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack),
                         SCMP_SYS(sched_yield),  SCMP_SYS(sched_getaffinity),
                         SCMP_SYS(getpid),       SCMP_SYS(gettid),
                         SCMP_SYS(tgkill),       SCMP_SYS(clock_gettime),
                         SCMP_SYS(gettimeofday), SCMP_SYS(clock_nanosleep),
                         SCMP_SYS(getrandom),    SCMP_SYS(set_robust_list),
                         SCMP_SYS(getrusage),    SCMP_SYS(restart_syscall)})
    Rule(SCMP_ACT_ALLOW, Call);
  for (const int Call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)})
    Rule(SCMP_ACT_ALLOW, Call,
         scmp_arg_cmp{2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0});
  // Threads yes, processes no. The newer call hides its flags in memory; told
  // that it does not exist, the C library uses the older one.
  Rule(SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3));
  Rule(SCMP_ACT_ALLOW, SCMP_SYS(clone),
       scmp_arg_cmp{0, SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD});
  return Error != 0 ? Error : -seccomp_load(Filter.get());
}

} // namespace

std::string
firmcop::binscan::enterSandbox([[maybe_unused]] std::uint64_t Memory) {
  bool IsLimited = limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0);
#if !defined(__has_feature) || !__has_feature(address_sanitizer)
  IsLimited = IsLimited && limit(RLIMIT_AS, Memory);
#endif
  if (!IsLimited || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    return std::generic_category().message(errno);
  const int Error = installFilter();
  return Error == 0 ? "" : std::generic_category().message(Error);
}
