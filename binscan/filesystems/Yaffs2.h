//===- binscan/filesystems/Yaffs2.h - YAFFS2 --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_FILESYSTEMS_YAFFS2_H
#define FIRMCOP_BINSCAN_FILESYSTEMS_YAFFS2_H

#include "binscan/Format.h"
#include "binscan/Ordered.h"

namespace firmcop::binscan {

/// How a YAFFS2 lies on its flash: pages of data, each with a spare area. The
/// first version has pages of 512 bytes, and tags of 8 bytes in pieces.
struct Yaffs2Layout {
  ByteOrder Order = ByteOrder::Little;
  std::uint64_t PageSize = 0, SpareSize = 0;
  std::uint64_t TagsAt = 0; ///< in the spare area
  bool IsFirstVersion = false;
};

/// The layout of a YAFFS2 that the bytes start with, for which its first pages
/// make sense; nothing when there is none.
std::optional<Yaffs2Layout> findYaffs2Layout(Bytes Flash);

/// The same of a YAFFS1.
std::optional<Yaffs2Layout> findYaffs1Layout(Bytes Flash);

/// Bytes up to the last page that is in use.
std::uint64_t yaffs2Size(Bytes Flash, const Yaffs2Layout &Layout);

/// Unpacks the YAFFS2 that the bytes start with.
void unpackYaffs2(Unpacking &U);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_FILESYSTEMS_YAFFS2_H
