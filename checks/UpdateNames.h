//===- checks/UpdateNames.h - Names that speak of updates -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Flash memory holds settings, logs and calibration as well as programs, and
// the calls that write it are the same. What a function writes is said by its
// name and by the names of what it is given.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_UPDATENAMES_H
#define FIRMCOP_CHECKS_UPDATENAMES_H

#include "checks/Clang.h"

namespace firmcop {

/// The identifier is about replacing the device's program: 'ota_write',
/// 'fw_image', 'do_update'; not 'update_counter' or 'draw_image'.
bool isAboutUpdates(llvm::StringRef Identifier);

/// The identifier is about data that a program keeps in flash memory, such as
/// settings, logs and calibration.
bool isAboutStoredData(llvm::StringRef Identifier);

/// The identifier says that a signature, or the authenticity of an image, is
/// verified: 'check_signature', 'validateFirmware'; not 'verify_crc'.
bool isAboutVerification(llvm::StringRef Identifier);

/// The identifier says that it is the address of an update: 'fw_url'.
bool isUpdateAddress(llvm::StringRef Identifier);

/// The path names a firmware image or a folder of them: '/fw/cam.bin'.
bool isUpdatePath(llvm::StringRef Path);

} // namespace firmcop

#endif // FIRMCOP_CHECKS_UPDATENAMES_H
