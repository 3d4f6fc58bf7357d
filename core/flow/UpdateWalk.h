//===- core/flow/UpdateWalk.h - Paths from image to installation *- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Between the arrival of an image and its installation a signature has to be
// verified, with success, on every path. The walk follows the paths of the
// functions that take part. What it keeps apart is how far the verification
// has got: paths that agree in that are joined where they meet, paths that do
// not go on beside each other. So it knows at each installation whether it is
// reached without a verification, or although one failed, however the program
// hands the result around: in a flag, through a wrapper, by 'goto fail'.
//
// A call of a verification goes on in two states, one for a good signature and
// one for a bad one, each with the results that the library gives then. A
// branch ends the state that its condition excludes.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_UPDATEWALK_H
#define FIRMCOP_CORE_FLOW_UPDATEWALK_H

#include "core/flow/FlatMap.h"
#include "core/flow/UpdateProgram.h"
#include "core/flow/UpdateTerms.h"

#include <map>
#include <memory>
#include <string>

namespace firmcop::flow {

enum class Verification : std::uint8_t { None, Good, Bad };

/// How far an update has got.
struct UpdateProgress {
  Verification Is = Verification::None;
  bool IsTold = false;      ///< bad, and a branch has asked
  bool IsInstalled = false; ///< something was installed since the verification
  std::uint8_t Way = 0;     ///< of several ways to fail, which one
  // What follows does not keep states apart.
  std::uint32_t Verified = 0; ///< the call that verified; see UpdateWalk::Site
  std::uint32_t Checksum = 0; ///< a call that made a checksum
  std::vector<std::uint32_t> Pending; ///< writes with no verification since

  std::uint32_t key() const {
    return std::uint32_t(Is) | IsTold << 2 | IsInstalled << 3 | Way << 4;
  }
};

/// A set of paths to one point.
struct PathState {
  UpdateProgress Is;
  FlatMap<TermId, TermId> Cells;    ///< what places hold, by address
  FlatMap<TermId, TermRange> Facts; ///< what conditions told
  std::set<TermId> Telling;         ///< results of the failed verification
};

/// Data that is installed after a verification has succeeded.
struct InstalledData {
  TermId Root = 0, Content = 0; ///< what holds it, and what that held then
  TermId Length = 0;            ///< how many bytes, as far as that is known
  std::int64_t Most = 0;        ///< what the length cannot exceed
  bool IsOtherFile = false;     ///< than the one that was verified
  std::uint32_t Verified = 0;   ///< the call that verified
  auto operator<=>(const InstalledData &) const = default;
};

/// A call of interest; more than one way may lead there.
struct UpdateSite {
  std::uint32_t Function = 0, Operation = 0;
  Installation Is = Installation::Write;
  std::uint32_t Inner = 0;    ///< the site inside of the function called, or 0
  std::uint32_t Symbol = ~0U; ///< that is called; none for a jump
  TermId Data = 0;
  std::set<std::int64_t> Addresses; ///< that a write or start is counted from
  bool IsOverRunning = false;       ///< a write to where the program runs
  bool IsToNamedDevice = false;     ///< a write to a device known by its name
  // How it was reached.
  bool IsUnverified = false;
  bool IsVerified = false;     ///< with nothing installed since
  bool IsAfterFailure = false; ///< and a branch had asked
  bool IsUnheeded = false;     ///< after a failure that no branch asked about
  bool IsFollowed = false;     ///< by a verification
  std::uint32_t Failed = 0, Checksum = 0; ///< calls
  /// What was installed after a verification, and may be something else.
  std::set<InstalledData> Installed;
};

class UpdateWalk {
public:
  explicit UpdateWalk(UpdateProgram &U);

  /// False if it was too much work; what was not followed is not told then.
  bool run();
  /// The first one stands for none.
  std::span<const UpdateSite> sites() const { return Sites; }
  /// Calls of interest that install nothing; index as in UpdateSite::Failed.
  struct Call {
    std::uint32_t Function = 0, Operation = 0, Symbol = ~0U;
  };
  const std::vector<Call> &calls() const { return Calls; }
  const Terms &terms() const { return T; }
  /// Somebody outside gave the value, or filled what it was read from or points
  /// to.
  bool isFromOutside(TermId Data) const;
  /// The function makes the value, or what it points to, by itself.
  bool isOwn(TermId Data) const;
  /// The name of what an address or a value is, as written.
  std::string_view nameOf(TermId Data) const;

  /// What was installed can be something else than what was verified, or more
  /// of it. Asked when all paths have been followed.
  enum class Mismatch : std::uint8_t { None, Other, Late, Partial };
  Mismatch mismatch(const InstalledData &Of) const;

private:
  struct Event {
    std::uint32_t Site;
    UpdateProgress At;
  };
  struct Exit {
    PathState S;
    TermId Result = 0;
  };
  struct Summary {
    std::vector<Exit> Exits;
    std::vector<Event> Events; ///< that belong to the caller
    bool Verifies = false;     ///< on some path
    bool IsDone = false;
  };
  struct Frame;

  // -- Functions and blocks (UpdateWalk.cpp) --------------------------------
  Summary &solve(std::uint32_t FunctionIndex, PathState Entry);
  void runBlock(Frame &F, std::uint32_t Block, PathState S,
                std::uint32_t Begin);
  void flowTo(Frame &F, std::uint32_t Block, PathState &&S);
  void leave(Frame &F, PathState &&S, TermId Result);
  bool joinInto(PathState &To, PathState &From, std::uint64_t Where,
                bool Widen);
  const std::vector<bool> &crossing(std::uint32_t FunctionIndex);

  // -- Values (UpdateValues.cpp) --------------------------------------------
  TermId operand(Frame &F, PathState &S, Operand O);
  void setResult(Frame &F, PathState &S, const Operation &O, TermId V);
  void execute(Frame &F, PathState &S, std::uint32_t Index);
  TermId fresh(std::uint32_t FunctionIndex, std::uint32_t Index,
               std::int64_t Number = 0);
  TermId load(Frame &F, PathState &S, TermId At, Type Of, std::uint32_t Index);
  void store(PathState &S, TermId At, TermId V);
  void forget(PathState &S, TermId Below, TermId By);
  TermRange rangeOf(const PathState &S, TermId V, unsigned Nesting = 0) const;
  bool assume(PathState &S, TermId Condition, bool IsTrue,
              unsigned Nesting = 0);
  bool assumeComparison(PathState &S, Opcode Op, TermId A, TermId B,
                        unsigned Nesting);
  bool restrict(PathState &S, TermId V, Opcode Op, TermRange To,
                unsigned Nesting);
  bool isTelling(const PathState &S, TermId V) const;

  // -- Where images lie (UpdateSlots.cpp) -----------------------------------
  void addBases(const PathState &S, TermId V, std::set<std::int64_t> &To,
                unsigned Nesting = 0) const;
  void keepBases(const PathState &S, TermId V, TermId As);
  bool isRunningSlot(const PathState &S, TermId V) const;
  void noteSlots(Frame &F, PathState &S, std::uint32_t Index,
                 const ModelRow &Row, std::span<const TermId> Arguments);
  void noteTarget(const PathState &S, UpdateSite &Site, std::uint32_t Symbol,
                  std::span<const TermId> Arguments) const;

  // -- What verifications see (UpdateCoverage.cpp) ----------------------------
  void see(const PathState &S, TermId V);
  void arrive(const PathState &S, std::uint32_t Symbol, TermId V);
  void measure(TermId Data, TermId Length);
  void noteData(const PathState &S, UpdateSite &Site, std::uint32_t Symbol,
                std::span<const TermId> Arguments) const;
  void noteFiles(Frame &F, const PathState &S, std::uint32_t Index,
                 std::string_view Command);
  TermId holder(TermId Data) const;
  void finishCoverage();

  // -- Calls (UpdateCalls.cpp) ----------------------------------------------
  /// The states behind a call, each with its result.
  void call(Frame &F, PathState S, std::uint32_t Index,
            std::vector<Exit> &After);
  void callProgram(Frame &F, PathState &S, std::uint32_t Index,
                   std::uint32_t Body, std::span<const TermId> Arguments,
                   std::vector<Exit> &After);
  void callOther(Frame &F, PathState &S, std::uint32_t Index,
                 std::uint32_t Body, std::span<const TermId> Arguments);
  bool callLibrary(Frame &F, PathState &S, std::uint32_t Index,
                   std::uint32_t Symbol, std::span<const TermId> Arguments,
                   std::vector<Exit> &After);
  void verify(Frame &F, PathState &S, std::uint32_t Index, std::uint32_t Symbol,
              std::span<const TermId> Arguments, std::vector<Exit> &After);
  void succeed(Frame &F, PathState &S, std::uint32_t CallNumber);
  void install(Frame &F, PathState &S, std::uint32_t Index, Installation Is,
               std::uint32_t Symbol, TermId Data,
               std::span<const TermId> Arguments = {});
  void leaveToBoot(Frame &F, std::uint32_t Index, Installation Is,
                   std::uint32_t Symbol);
  void note(Frame &F, std::uint32_t SiteNumber, const UpdateProgress &At);
  void apply(UpdateSite &Site, const UpdateProgress &At);
  bool isOutward(std::uint32_t FunctionIndex, const UpdateSite &Site) const;
  void follow(Frame &F, PathState &S);
  bool holds(Frame &F, const Operation &O, const ModelRow &Row,
             std::span<const TermId> Arguments, const PathState &S) const;
  bool isProgramAddress(TermId Callee) const;
  std::uint32_t site(std::uint32_t Function, std::uint32_t Operation,
                     Installation Is, std::uint32_t Inner);
  std::uint32_t callNumber(Frame &F, std::uint32_t Index, std::uint32_t Symbol);
  std::string_view textOf(const PathState &S, TermId V) const;
  std::string commandLine(const PathState &S, unsigned From,
                          std::span<const TermId> Arguments) const;

  UpdateProgram &U;
  const Program &P;
  Terms T;
  std::vector<TermId> Globals, Literals; ///< as far as they are made
  std::vector<UpdateSite> Sites{1};
  std::map<std::tuple<std::uint32_t, std::uint32_t, Installation>,
           std::uint32_t>
      SiteOf;
  std::vector<Call> Calls{1};
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> CallOf;
  std::set<TermId> Outside;         ///< roots that a peer fills
  std::map<TermId, TermId> Origins; ///< of fresh values: where they were read
  std::map<TermId, std::set<TermId>> Choices; ///< texts that paths brought
  std::set<TermId> Devices;                   ///< open flash devices
  std::set<TermId> NamedDevices; ///< those of which the whole name is known
  std::set<TermId> Codes;        ///< authentication codes
  std::set<TermId> RunningSlots; ///< of the program that runs
  std::map<TermId, std::set<std::int64_t>> Bases; ///< that places count from
  // What is said of data holds for all paths.
  std::set<TermId> Peers;                     ///< roots that a peer fills
  std::set<TermId> Late;                      ///< contents after a verification
  std::set<TermId> Seen;                      ///< roots and contents looked at
  std::map<TermId, std::set<TermId>> Lengths; ///< looked at, of each root
  std::vector<std::pair<TermId, TermId>> Same; ///< roots of the same data
  std::map<std::uint32_t, std::string> VerifiedFiles; ///< by call: its text
  FlatMap<TermId, TermId> Constants; ///< what initialisers set, by address
  std::vector<std::map<std::uint64_t, std::unique_ptr<Summary>>> Summaries;
  std::vector<std::vector<bool>> Crossing;
  std::vector<bool> OnStack, Visited;
  unsigned Depth = 0;
  std::uint64_t Budget = 0;
};

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_UPDATEWALK_H
