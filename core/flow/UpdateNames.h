//===- core/flow/UpdateNames.h - Names that speak of updates ----*- C++ -*-===//
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

#ifndef FIRMCOP_CORE_FLOW_UPDATENAMES_H
#define FIRMCOP_CORE_FLOW_UPDATENAMES_H

#include <string_view>
#include <vector>

namespace firmcop {

/// The identifier is about replacing the device's program: 'ota_write',
/// 'fw_image', 'do_update'; not 'update_counter' or 'draw_image'.
bool isAboutUpdates(std::string_view Identifier);

/// The identifier is about data that a program keeps in flash memory, such as
/// settings, logs and calibration.
bool isAboutStoredData(std::string_view Identifier);

/// The identifier is about a memory or a file, which keeps what it was given:
/// 'spi_flash_read'.
bool isAboutMemories(std::string_view Identifier);

/// The identifier says that a signature, or the authenticity of an image, is
/// verified: 'check_signature', 'validateFirmware'; not 'verify_crc'.
bool isAboutVerification(std::string_view Identifier);

/// The identifier is about which release of the program an image is:
/// 'fw_version', 'security_counter'; not 'tls_version'.
bool isAboutReleases(std::string_view Identifier);

/// The identifier says that older releases are refused: 'check_version',
/// 'prevent_downgrade'.
bool isReleaseCheck(std::string_view Identifier);

/// The identifier says that the program of the device is started: 'boot',
/// 'jump_to_app'; not 'boot_menu'.
bool isProgramStart(std::string_view Identifier);

/// The identifier says that it is, or calculates, a checksum: 'crc32_block'.
bool isChecksum(std::string_view Identifier);

/// The identifier says that it is the address of an update: 'fw_url'.
bool isUpdateAddress(std::string_view Identifier);

/// The path names a firmware image or a folder of them: '/fw/cam.bin'.
bool isUpdatePath(std::string_view Path);

/// The path is a raw flash device of Linux.
bool isFlashDevice(std::string_view Path);

/// The shell command writes a raw flash device, or skips the checks of the
/// program that does.
bool isFlashCommand(std::string_view Command);

/// The shell command verifies a signature, and ends with 0 if it is good.
bool isVerificationCommand(std::string_view Command);

/// The image files that a command or a list of paths names: words that are
/// absolute paths, and neither programs nor devices.
std::vector<std::string_view> imagePathsIn(std::string_view Command);

} // namespace firmcop

#endif // FIRMCOP_CORE_FLOW_UPDATENAMES_H
