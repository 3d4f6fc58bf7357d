//===- binscan/readers/Wireless.h - Configured wireless networks *- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_WIRELESS_H
#define FIRMCOP_BINSCAN_READERS_WIRELESS_H

#include "binscan/Tree.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace firmcop::binscan {

/// A choice that gives a network less protection than WPA2 with AES.
struct WirelessWeakness {
  std::string What; ///< "WEP", "WPA of 2003 (wpa=1)", ...
  std::uint32_t Line = 1;
};

/// A network that the image configures.
struct WirelessNetwork {
  std::string Name; ///< SSID, perhaps a template; "an unnamed network"
  bool IsAccessPoint = false; ///< the device offers it
  bool IsOpen = false;        ///< no encryption at all
  /// The passphrase or key as it stands, a view of the file; may be empty.
  std::string_view Secret;
  std::uint32_t SecretLine = 0;
  std::uint32_t Line = 1; ///< where the network is declared
  /// What is chosen badly, of what is spelt out; empty for an open network.
  std::vector<WirelessWeakness> Weaknesses;
  const Node *File = nullptr;
};

/// The networks of hostapd, wpa_supplicant, OpenWrt's UCI and NetworkManager
/// configurations; of UCI those that are not disabled.
std::vector<WirelessNetwork> wirelessNetworks(const FileSystem &F);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_WIRELESS_H
