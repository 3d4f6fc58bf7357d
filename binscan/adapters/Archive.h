//===- binscan/adapters/Archive.h - libarchive ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_ADAPTERS_ARCHIVE_H
#define FIRMCOP_BINSCAN_ADAPTERS_ARCHIVE_H

#include "binscan/Format.h"

namespace firmcop::binscan {

enum class ArchiveKind : std::uint8_t {
  Tar,
  Cpio,
  Zip,
  SevenZip,
  Ar,
  Iso,
  Cab,
  Lha,
  Rar,
  Rar5,
  Xar,
};

/// Unpacks an archive that is known to be of this kind. Nothing else is tried:
/// compression around an archive is a format of its own.
void unpackArchive(ArchiveKind Kind, Unpacking &U);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_ADAPTERS_ARCHIVE_H
