//===- binscan/readers/FileModes.h - Permissions in an image ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_FILEMODES_H
#define FIRMCOP_BINSCAN_READERS_FILEMODES_H

#include "binscan/Rule.h"
#include "binscan/Tree.h"

#include <functional>
#include <string>

namespace firmcop::binscan {

// Permission bits of inode(7).
inline constexpr std::uint32_t SetUserId = 04000;
inline constexpr std::uint32_t SetGroupId = 02000;
inline constexpr std::uint32_t Sticky = 01000;
inline constexpr std::uint32_t GroupRead = 00040;
inline constexpr std::uint32_t OthersRead = 00004;
inline constexpr std::uint32_t OthersWrite = 00002;
inline constexpr std::uint32_t AnyExecute = 00111;

/// "0755", "4755".
std::string octal(std::uint32_t Mode);

/// Visits the regular files of every root file system, whose format keeps
/// modes. Where a file system gives all its files all permissions, its modes
/// say nothing about the device (FAT, archives made on other systems): it is
/// left out. Tells \p R how many files there were.
void forEachFileWithMode(
    const Image &I, Report &R,
    const std::function<void(const FileSystem &, const Node &)> &Visit);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_FILEMODES_H
