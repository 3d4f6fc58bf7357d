//===- core/flow/UpdateFrame.h - One function on the walk -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_UPDATEFRAME_H
#define FIRMCOP_CORE_FLOW_UPDATEFRAME_H

#include "core/flow/UpdateWalk.h"

namespace firmcop::flow {

/// A function while its paths are followed.
struct UpdateWalk::Frame {
  Frame(std::uint32_t Index, const Function &Body);

  std::uint32_t Index;
  const Function &Body;
  Summary *Out = nullptr;
  std::vector<TermId> Temporaries;
  std::vector<TermId> Locals; ///< their addresses, as far as they are made
  const std::vector<bool> *Crossing = nullptr;

  struct Arrival {
    PathState S;
    unsigned Visits = 0;
    bool IsNew = false;
  };
  std::vector<std::vector<Arrival>> Arrivals; ///< of each block
  std::vector<std::uint32_t> Order, RankOf;   ///< reverse post-order
  std::set<std::uint32_t> Work;               ///< ranks
};

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_UPDATEFRAME_H
