//===- core/flow/UpdateProgram.h - Who takes part in updates ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Most of a program has nothing to do with its update. Before paths are
// followed, this says which calls install something and which verify, which
// functions lead to such calls, and whom a call through a pointer can mean. A
// program that installs nothing is done with after that.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_UPDATEPROGRAM_H
#define FIRMCOP_CORE_FLOW_UPDATEPROGRAM_H

#include "core/flow/Globals.h"
#include "core/flow/Link.h"
#include "core/flow/PointerFlow.h"
#include "firmcop/Model.h"

#include <algorithm>
#include <memory>
#include <set>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace firmcop::flow {

/// What puts an image in place, the most telling first.
enum class Installation : std::uint8_t {
  Commit,  ///< makes it the one that boots next
  Command, ///< runs a command that does
  Device,  ///< writes to a flash device's file
  Write,   ///< writes flash memory
  Start,   ///< jumps into it
};

class UpdateProgram {
public:
  UpdateProgram(const Program &P, const ModelSet &Models,
                const GlobalFacts &Globals, const PointerFlow &Flow);

  /// Nothing in the program can install anything.
  bool isIdle() const { return Installers.empty(); }

  std::span<const ModelRow> rows(std::uint32_t Symbol) const;
  const ModelRow *row(std::uint32_t Symbol, std::string_view Kind) const;

  /// The library function verifies, as far as its name says: one without a
  /// body, or with a body that is a signature algorithm of the program's own.
  bool isNamedVerifier(std::uint32_t Symbol) const {
    return Names[Symbol].IsVerifier;
  }
  /// The function calculates a checksum, by its name.
  bool isChecksum(std::uint32_t Symbol) const {
    return Names[Symbol].IsChecksum;
  }
  /// The function writes flash memory, by its name, its parameters and what it
  /// touches.
  bool isFlashDriver(std::uint32_t Symbol) const {
    return Drivers.contains(Symbol);
  }
  /// What is called is a number where it is called: '((void
  /// (*)(void))entry)()'.
  static bool isCastAddress(const Function &F, Operand Callee);
  /// The operation starts what lies at an address.
  bool isStart(const Function &F, const Operation &Call) const;

  /// Calls of the function have to be followed.
  bool isInvolved(std::uint32_t FunctionIndex) const {
    return Involved[FunctionIndex];
  }
  /// The function leads to something that installs.
  bool isInstaller(std::uint32_t FunctionIndex) const {
    return Installers.contains(FunctionIndex);
  }
  /// The function starts the program of the device and does not come back, as
  /// far as its name and its form say, where somebody is listened to before.
  bool isNamedStart(std::uint32_t Symbol) const {
    return Names[Symbol].IsStart;
  }
  /// The function reads from a line or network, by its name; nothing else is
  /// known of it.
  bool isReceiver(std::uint32_t Symbol) const {
    return Names[Symbol].IsReceiver;
  }
  /// Something that leads to the function takes what a peer sends.
  bool listens(std::uint32_t FunctionIndex) const;
  /// Something in the program verifies a signature.
  bool verifies() const { return Verifies; }
  /// Something in the program jumps to an address.
  bool starts() const { return Starts; }
  /// Literals of the program name a flash device or a command that writes one.
  bool namesFlash() const { return NamesFlash; }

  /// The functions (symbols) that a call can mean.
  std::vector<std::uint32_t> callees(std::uint32_t FunctionIndex,
                                     std::uint32_t Operation) const;
  /// The name of the pointer through which the call goes, or nothing.
  std::string_view pointerName(std::uint32_t FunctionIndex,
                               std::uint32_t Operation) const;

  /// Calls of the function in the program.
  unsigned callCount(std::uint32_t FunctionIndex) const {
    return CallCounts[FunctionIndex];
  }
  /// A call of the function may set the global or the field.
  bool writes(std::uint32_t FunctionIndex, std::uint64_t Key) {
    return std::ranges::binary_search(touched(FunctionIndex).Written, Key);
  }
  static std::uint64_t globalKey(std::uint32_t Symbol) { return Symbol; }
  static std::uint64_t fieldKey(std::uint32_t Field) {
    return std::uint64_t(1) << 32 | Field;
  }
  /// Which parameters a call fills with what a peer sent.
  std::uint32_t filledFromOutside(std::uint32_t FunctionIndex) const {
    return Filled[FunctionIndex];
  }

  /// The function and all that lead to it, or that it leads to.
  const std::vector<std::uint32_t> &
  callersOf(std::uint32_t FunctionIndex) const {
    return Callers[FunctionIndex];
  }
  const std::vector<std::uint32_t> &
  calleesOf(std::uint32_t FunctionIndex) const {
    return Callees[FunctionIndex];
  }
  /// At most \p Levels of calls away.
  std::set<std::uint32_t> above(std::uint32_t FunctionIndex,
                                unsigned Levels = ~0U) const;
  std::set<std::uint32_t> below(std::uint32_t FunctionIndex,
                                unsigned Levels = ~0U) const;

  /// Near the function, the version of an image is compared with another.
  bool isVersioned(std::uint32_t FunctionIndex);

  const Program &program() const { return P; }
  /// The function, or what it calls, mentions the global.
  bool mentions(std::uint32_t FunctionIndex, std::uint32_t Global) {
    return std::ranges::binary_search(touched(FunctionIndex).Mentioned, Global);
  }
  bool isNeverWritten(std::uint32_t Global) const {
    return Globals.isNeverWritten(Global);
  }
  /// A build option of the kind is on; of any library if none is given.
  bool hasOption(std::string_view Kind, std::string_view Library = {}) const;

private:
  void readNames();
  bool saysItVerifies(std::uint32_t Symbol) const;
  bool saysItReceives(std::uint32_t Symbol) const;
  bool saysItStarts(std::uint32_t Symbol) const;
  bool comparesVersions(std::uint32_t FunctionIndex) const;
  void resolvePointers(const PointerFlow &Flow);
  static std::set<std::uint32_t>
  reached(const std::vector<std::vector<std::uint32_t>> &Over,
          std::uint32_t FunctionIndex, unsigned Levels);
  void findDrivers();
  void findInvolved();
  void findFilled();

  const Program &P;
  const ModelSet &Models;
  const GlobalFacts &Globals;
  /// Of each function, by call operation: the symbols that a pointer can mean.
  std::vector<std::unordered_map<std::uint32_t, std::vector<std::uint32_t>>>
      Indirect;
  std::vector<std::unordered_map<std::uint32_t, std::uint32_t>> PointerFields;
  struct NameFacts {
    bool IsVerifier = false, IsChecksum = false, IsReceiver = false;
    bool IsStart = false;
  };
  std::vector<NameFacts> Names;       ///< of each symbol
  std::set<std::uint32_t> Drivers;    ///< symbols
  std::set<std::uint32_t> Installers; ///< functions
  std::vector<bool> Involved, Versioned;
  std::vector<unsigned> CallCounts;
  std::vector<std::vector<std::uint32_t>> Callers, Callees;
  struct Touched {
    std::vector<std::uint64_t> Written;   ///< keys, sorted
    std::vector<std::uint32_t> Mentioned; ///< symbols, sorted
  };
  void findTouched(std::uint32_t FunctionIndex);
  const Touched &touched(std::uint32_t FunctionIndex);
  std::vector<Touched> Touches; ///< of each function by itself
  std::vector<std::unique_ptr<Touched>> TouchedBelow;
  std::vector<std::uint32_t> Filled;
  bool Verifies = false, Starts = false, NamesFlash = false;
};

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_UPDATEPROGRAM_H
