//===- binscan/Workers.cpp - Each image in a process of its own -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Workers.h"

#include "binscan/Budget.h"
#include "binscan/adapters/Sandbox.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <iostream>
#include <list>
#include <new>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

using Clock = std::chrono::steady_clock;

/// What a message is. Each has this byte and its length before it.
enum class Message : char { File = 'F', Result = 'R', NoSandbox = 'N' };
constexpr std::uint64_t HeaderSize = 9;

Problem lost(const InputFile &Image, Stage Where, const std::string &Reason) {
  return {Where, Level::Error, Image.Name,
          "'" + Image.Name + "' could not be analysed: " + Reason};
}

/// What a worker may use: what an image may unpack to, with room for what is
/// known about it.
std::uint64_t memoryFor(std::uint64_t ImageSize) {
  constexpr std::uint64_t Room = std::uint64_t(4) << 30;
  return Budget::forInput(ImageSize).MaxBytes + Room + 4 * ImageSize;
}

void send(int To, Message What, const std::string &Content) {
  std::string Header(1, static_cast<char>(What));
  for (unsigned Shift = 0; Shift != 64; Shift += 8)
    Header += static_cast<char>(Content.size() >> Shift);
  for (const std::string &Part : {std::cref(Header), std::cref(Content)})
    for (std::size_t Sent = 0; Sent < Part.size();) {
      const ssize_t Count = write(To, Part.data() + Sent, Part.size() - Sent);
      if (Count < 0 && errno == EINTR)
        continue;
      if (Count <= 0)
        _exit(EXIT_FAILURE); // nobody listens any more
      Sent += static_cast<std::size_t>(Count);
    }
}

/// The worker: reads the image, locks itself in, and reports. Does not return.
[[noreturn]] void work(std::size_t Number, const InputFile &Image,
                       const ImageTask &Task, unsigned Jobs, int To) {
  prctl(PR_SET_PDEATHSIG, SIGKILL); // never outlive who asked
  ImageResult R;
  try {
    Result<Blob> Content = mapFile(Image);
    if (!Content) {
      R.Found.Problems.push_back(Content.problem());
    } else {
      const std::string Refused = enterSandbox(memoryFor(Content->size()));
      if (!Refused.empty())
        send(To, Message::NoSandbox, Refused);
      const FileSink Files = [&](const ExtractedFile &F) {
        send(To, Message::File, toBytes(F));
      };
      R = Task({Number, Image, *Content, /*IsMapped=*/true, Jobs, Files});
    }
    send(To, Message::Result, toBytes(R));
  } catch (const std::bad_alloc &) {
    R = {};
    R.Found.Problems.push_back(
        lost(Image, Stage::Limit,
             "it needs more memory than is allowed; scan its parts."));
    send(To, Message::Result, toBytes(R));
  }
  _exit(EXIT_SUCCESS);
}

/// A worker, as its parent sees it.
struct Worker {
  std::size_t Image = 0;
  pid_t Process = 0;
  int From = -1;
  Clock::time_point Started = Clock::now();
  std::string Received = {};
  bool HasResult = false;
  bool IsOverdue = false;
};

class Parent {
public:
  Parent(std::span<const InputFile> Images, const ImageTask &Task,
         const WorkerOptions &Options, const FileSink &Files)
      : Images(Images), Task(Task), Options(Options), Files(Files),
        Results(Images.size()) {}

  std::vector<ImageResult> run() {
    const std::size_t AtOnce =
        std::min<std::size_t>(std::max(1U, Options.Jobs), Images.size());
    const auto Each = static_cast<unsigned>(std::max<std::size_t>(
        1, Options.Jobs / std::max<std::size_t>(1, AtOnce)));
    std::size_t Next = 0;
    while (Next < Images.size() || !Workers.empty()) {
      for (; Next < Images.size() && Workers.size() < AtOnce; ++Next)
        start(Next, Each);
      listen();
    }
    return std::move(Results);
  }

private:
  void start(std::size_t Index, unsigned Jobs) {
    std::array<int, 2> Pipe{};
    std::cout.flush();
    const bool HasPipe = pipe(Pipe.data()) == 0;
    const pid_t Process = HasPipe ? fork() : -1;
    if (Process == 0) {
      close(Pipe[0]);
      for (const Worker &Other : Workers)
        close(Other.From);
      work(Index, Images[Index], Task, Jobs, Pipe[1]);
    }
    if (HasPipe)
      close(Pipe[1]);
    if (Process < 0) {
      if (HasPipe)
        close(Pipe[0]);
      Results[Index].Found.Problems.push_back(
          lost(Images[Index], Stage::Analysis,
               "no process could be started for it: " +
                   std::generic_category().message(errno) + "."));
      return;
    }
    Worker W;
    W.Image = Index;
    W.Process = Process;
    W.From = Pipe[0];
    Workers.push_back(std::move(W));
  }

  /// Waits for some worker to say something, and takes it down.
  void listen() {
    std::vector<pollfd> Polled;
    for (const Worker &W : Workers)
      Polled.push_back({W.From, POLLIN, 0});
    constexpr int Second = 1000;
    poll(Polled.data(), Polled.size(),
         Options.TimeLimit.count() > 0 ? Second : -1);
    auto Said = Polled.begin();
    for (auto W = Workers.begin(); W != Workers.end(); ++Said) {
      endOverdue(*W);
      const bool IsDone = Said->revents != 0 && !receive(*W);
      if (IsDone)
        finish(*W);
      W = IsDone ? Workers.erase(W) : std::next(W);
    }
  }

  /// The worker stops by itself when its time is up; this is for one that
  /// cannot.
  void endOverdue(Worker &W) const {
    constexpr std::chrono::seconds Grace{1};
    if (W.IsOverdue || Options.TimeLimit.count() == 0 ||
        Clock::now() - W.Started < 2 * Options.TimeLimit + Grace)
      return;
    W.IsOverdue = true;
    kill(W.Process, SIGKILL);
  }

  /// False when the worker has nothing more to say.
  bool receive(Worker &W) {
    std::array<char, 1U << 16> Buffer;
    const ssize_t Count = read(W.From, Buffer.data(), Buffer.size());
    if (Count < 0)
      return errno == EINTR;
    W.Received.append(Buffer.data(), static_cast<std::size_t>(Count));
    std::size_t At = 0;
    while (W.Received.size() - At >= HeaderSize) {
      const Bytes Rest(std::string_view(W.Received).substr(At));
      const std::uint64_t Size = *Rest.u64le(1);
      const std::optional<Bytes> Content = Rest.slice(HeaderSize, Size);
      if (!Content)
        break;
      take(W, static_cast<Message>(W.Received[At]), Content->text());
      At += HeaderSize + Size;
    }
    W.Received.erase(0, At);
    return Count > 0;
  }

  void take(Worker &W, Message What, std::string_view Content) {
    ImageResult &R = Results[W.Image];
    if (What == Message::File) {
      if (const auto File = readExtractedFile(Content))
        Files(*File);
    } else if (What == Message::NoSandbox) {
      R.Found.Problems.push_back(
          {Stage::Configuration, Level::Note, "",
           "The system does not allow a sandbox (" + std::string(Content) +
               "); images were taken apart without one."});
    } else if (What == Message::Result && !W.HasResult) {
      std::optional<ImageResult> Sent = readImageResult(Content);
      W.HasResult = Sent.has_value();
      if (!Sent)
        return;
      Sent->Found.Problems.insert(Sent->Found.Problems.end(),
                                  R.Found.Problems.begin(),
                                  R.Found.Problems.end());
      R = std::move(*Sent);
    }
  }

  void finish(Worker &W) {
    close(W.From);
    int Status = 0;
    while (waitpid(W.Process, &Status, 0) < 0 && errno == EINTR)
      ;
    const bool IsWhole =
        W.HasResult && WIFEXITED(Status) && WEXITSTATUS(Status) == EXIT_SUCCESS;
    if (IsWhole)
      return;
    const InputFile &Image = Images[W.Image];
    ImageResult &R = Results[W.Image];
    if (W.IsOverdue)
      R.Found.Problems.push_back(
          lost(Image, Stage::Limit,
               "it takes longer than --time-limit allows; raise that, or scan "
               "its parts."));
    else
      R.Found.Problems.push_back(
          lost(Image, Stage::Unpack,
               "the process that took it apart ended " +
                   (WIFSIGNALED(Status)
                        ? "by signal " + std::to_string(WTERMSIG(Status))
                        : std::string("early")) +
                   "; please report this with the image."));
    addArtifact(R.Found, Image);
  }

  /// An image that nothing is known of is an artifact all the same.
  static void addArtifact(Run &R, const InputFile &Image) {
    if (!R.Artifacts.empty())
      return;
    Artifact A;
    A.Path = Image.Name;
    A.IsTarget = true;
    R.Artifacts.push_back(std::move(A));
  }

  std::span<const InputFile> Images;
  const ImageTask &Task;
  const WorkerOptions &Options;
  const FileSink &Files;
  std::vector<ImageResult> Results;
  std::list<Worker> Workers;
};

} // namespace

std::vector<ImageResult> binscan::runOnImages(std::span<const InputFile> Images,
                                              const ImageTask &Task,
                                              const WorkerOptions &Options,
                                              const FileSink &Files) {
  if (Options.IsSandboxed)
    return Parent(Images, Task, Options, Files).run();
  std::vector<ImageResult> Results;
  for (const InputFile &Image : Images) {
    const Result<Blob> Content = readFile(Image);
    if (Content) {
      Results.push_back(Task({Results.size(), Image, *Content,
                              /*IsMapped=*/false, Options.Jobs, Files}));
      continue;
    }
    Results.emplace_back();
    Results.back().Found.Problems.push_back(Content.problem());
  }
  return Results;
}
