//===- binscan/Memo.h - Computing once per content --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_MEMO_H
#define FIRMCOP_BINSCAN_MEMO_H

#include "binscan/Tree.h"

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace firmcop::binscan {

/// Remembers what was made of a content, so that many rules may ask at the same
/// time and it is made once. Contents are told apart by their digest; what is
/// made of one must depend on its bytes alone.
template <class T> class Memo {
public:
  /// The reference stays valid as long as the memo.
  const T &get(const Node &N, const std::function<T(Bytes)> &Make) {
    Entry *E = nullptr;
    {
      const std::lock_guard Guard(Lock);
      E = &Entries[N.Sha256];
    }
    std::call_once(E->Once, [&] { E->Value.emplace(Make(N.bytes())); });
    return *E->Value;
  }

private:
  struct Entry {
    std::once_flag Once;
    std::optional<T> Value;
  };
  std::mutex Lock;
  std::unordered_map<std::string, Entry> Entries;
};

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_MEMO_H
