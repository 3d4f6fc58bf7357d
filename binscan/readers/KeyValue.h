//===- binscan/readers/KeyValue.h - Settings of configurations --*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Most daemons read lines of a key and a value, and differ in three ways: what
// stands between the two, what starts a comment, and whether lines belong to a
// section: "[media]" (ini), "network={ ... }" (wpa_supplicant), "Match User
// root" (sshd).
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_KEYVALUE_H
#define FIRMCOP_BINSCAN_READERS_KEYVALUE_H

#include <cstdint>
#include <string_view>
#include <vector>

namespace firmcop::binscan {

/// What stands between key and value.
enum class Syntax : std::uint8_t {
  Equals, ///< key = value: ini, hostapd, wpa_supplicant, vsftpd, lighttpd
  Words,  ///< key value: sshd, mosquitto, snmpd, opkg
};

/// One setting. Views point into the text.
struct Setting {
  /// The section's name, without brackets; "" before the first one.
  std::string_view Section;
  std::string_view Key;
  /// Without blanks and one pair of quotes around it.
  std::string_view Value;
  std::uint32_t Line = 1;
  /// Counts sections from 0, to tell two of one name apart.
  std::uint32_t SectionNumber = 0;
};

/// The settings in order. '#' and ';' start a comment at the start of a line.
std::vector<Setting> readSettings(std::string_view Text, Syntax S);

/// The first setting of that key (case ignored) in any section, or null.
const Setting *findSetting(const std::vector<Setting> &Settings,
                           std::string_view Key);

/// One option of an OpenWrt configuration (UCI): "config TYPE 'name'" opens a
/// section, "option KEY 'value'" and "list KEY 'value'" fill it.
struct UciOption {
  std::string_view Key;
  std::string_view Value;
  std::uint32_t Line = 1;
};
struct UciSection {
  std::string_view Type;
  std::string_view Name; ///< may be empty
  std::uint32_t Line = 1;
  std::vector<UciOption> Options;

  /// The value of the last option of that key, or null.
  const UciOption *find(std::string_view Key) const;
  /// As text; \p Default where the option is absent.
  std::string_view get(std::string_view Key,
                       std::string_view Default = "") const;
};

/// The sections of a UCI file.
std::vector<UciSection> readUci(std::string_view Text);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_KEYVALUE_H
