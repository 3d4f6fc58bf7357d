//===- binscan/readers/Adb.h - Packages of apk 3 ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Version 3 of Alpine's package manager, which OpenWrt uses as well, keeps a
// package or a list of packages as blocks behind "ADB." and four letters that
// say what it is about (apk-v3(5) of apk-tools). A block is a word with its
// kind in the two highest bits and its length in the others, and is filled up
// to a multiple of eight. The first holds a tree of values with everything that
// is worth signing, such as the hashes of all files; then come its signatures
// and the contents of the files. Packages are compressed behind "ADBd" or
// "ADBc".
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_ADB_H
#define FIRMCOP_BINSCAN_READERS_ADB_H

#include "binscan/Signature.h"

#include <optional>
#include <string_view>
#include <vector>

namespace firmcop::binscan {

/// A file of blocks. The views are of the file.
struct AdbFile {
  struct DataBlock {
    std::uint64_t Offset = 0; ///< of a file's content
    std::uint64_t Length = 0;
  };
  Bytes Schema;                  ///< what it is about, "pckg" or "indx"
  Bytes Content;                 ///< what is signed
  std::vector<Bytes> Signatures; ///< as the blocks hold them
  std::vector<DataBlock> Files;
  std::uint64_t Length = 0; ///< up to the end of the last block
  bool IsCut = false;       ///< the last block goes on behind the end
};

/// Reads a file that starts with "ADB."; nothing if it is none.
std::optional<AdbFile> readAdb(Bytes File);

/// The 16 bytes by which a signature names its key.
std::optional<Bytes> adbKeyOf(Bytes Signature);

/// The same for a key: the start of the SHA-512 of the bits in its
/// SubjectPublicKeyInfo.
std::vector<std::uint8_t> adbNameOf(const PublicKey &Key);

/// Whether \p Key made \p Signature, one of \p File's.
bool verifies(const PublicKey &Key, const AdbFile &File, Bytes Signature);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_ADB_H
