//===- binscan/readers/Wireless.cpp - Configured networks -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/Wireless.h"

#include "binscan/readers/KeyValue.h"
#include "binscan/readers/Placeholders.h"
#include "binscan/readers/Text.h"

namespace firmcop::binscan {

using Networks = std::vector<WirelessNetwork>;

static void setSecret(WirelessNetwork &N, const Setting &S) {
  N.Secret = S.Value;
  N.SecretLine = S.Line;
}

static bool hasWord(std::string_view Text, std::string_view Word) {
  for (std::string_view W : splitWords(Text))
    if (equalsIgnoringCase(W, Word))
      return true;
  return false;
}

/// The WPS PIN that chip makers' samples come with, and one that is the same in
/// every device by being in the configuration at all.
static std::string describePin(std::string_view Pin) {
  return Pin == "12345670" ? "WPS with the best known PIN of all"
                           : "WPS with a fixed PIN";
}

/// hostapd.conf(5). "wpa" is a set of bits: 1 is WPA of 2003, 2 is WPA2.
static void judgeHostapd(const Setting &S, WirelessNetwork &N) {
  const auto Add = [&](std::string What) {
    N.Weaknesses.push_back({std::move(What), S.Line});
  };
  if (S.Key.starts_with("wep_key"))
    Add("WEP");
  else if (S.Key == "wpa" && (S.Value == "1" || S.Value == "3"))
    Add("WPA of 2003 (wpa=" + std::string(S.Value) + ")");
  else if ((S.Key == "wpa_pairwise" || S.Key == "rsn_pairwise") &&
           hasWord(S.Value, "TKIP"))
    Add("the cipher TKIP");
  else if (S.Key == "ap_pin" && S.Value.size() >= 4)
    Add(describePin(S.Value));
}

/// wpa_supplicant.conf(5), where a station may offer several to be able to join
/// any network; what it insists on is its own choice.
static void judgeSupplicant(const Setting &S, WirelessNetwork &N) {
  const auto Add = [&](std::string What) {
    N.Weaknesses.push_back({std::move(What), S.Line});
  };
  if (S.Key.starts_with("wep_key"))
    Add("WEP");
  else if (S.Key == "proto" && equalsIgnoringCase(S.Value, "WPA"))
    Add("WPA of 2003 (proto=WPA)");
  else if (S.Key == "pairwise" && equalsIgnoringCase(S.Value, "TKIP"))
    Add("the cipher TKIP");
}

/// OpenWrt's names: "wep-open", "psk" (WPA of 2003), "psk-mixed", "psk2+tkip".
static void judgeUciEncryption(const UciSection &S, WirelessNetwork &N) {
  if (const UciOption *E = S.find("encryption")) {
    const std::string Value = lower(E->Value);
    const std::string Shown = " (encryption '" + std::string(E->Value) + "')";
    if (Value.starts_with("wep"))
      N.Weaknesses.push_back({"WEP" + Shown, E->Line});
    else if (contains(Value, "tkip"))
      N.Weaknesses.push_back({"the cipher TKIP" + Shown, E->Line});
    else if (Value == "psk" || Value == "wpa" || Value == "psk+ccmp" ||
             Value.starts_with("psk-mixed") || Value.starts_with("wpa-mixed"))
      N.Weaknesses.push_back({"WPA of 2003" + Shown, E->Line});
  }
  if (const UciOption *Pin = S.find("wps_pin"))
    N.Weaknesses.push_back({describePin(Pin->Value), Pin->Line});
}

/// hostapd.conf: one access point, and one more for each "bss=".
static void readHostapd(const Node &File, Networks &Found) {
  WirelessNetwork N;
  bool IsProtected = false, HasName = false;
  const auto Finish = [&] {
    N.File = &File;
    N.IsAccessPoint = true;
    N.IsOpen = !IsProtected;
    if (HasName)
      Found.push_back(N);
    N = {};
    IsProtected = HasName = false;
  };
  for (const Setting &S : readSettings(File.bytes().text(), Syntax::Equals)) {
    judgeHostapd(S, N);
    if (S.Key == "bss") {
      Finish();
    } else if (S.Key == "ssid" || S.Key == "ssid2") {
      N.Name = S.Value;
      N.Line = S.Line;
      HasName = true;
    } else if (S.Key == "wpa_passphrase" || S.Key == "wpa_psk" ||
               S.Key == "sae_password" || S.Key.starts_with("wep_key")) {
      setSecret(N, S);
      IsProtected = true;
    } else if ((S.Key == "wpa" || S.Key == "ieee8021x") && S.Value != "0") {
      IsProtected = true;
    }
  }
  Finish();
}

/// wpa_supplicant.conf: "network={ ... }"; mode 2 makes it an access point.
static void readSupplicant(const Node &File, Networks &Found) {
  const std::vector<Setting> All =
      readSettings(File.bytes().text(), Syntax::Equals);
  for (std::size_t I = 0; I < All.size();) {
    const std::uint32_t Number = All[I].SectionNumber;
    WirelessNetwork N;
    N.File = &File;
    N.Line = All[I].Line;
    const bool IsNetwork = All[I].Section == "network";
    bool HasNone = false;
    for (; I < All.size() && All[I].SectionNumber == Number; ++I) {
      const Setting &S = All[I];
      judgeSupplicant(S, N);
      if (S.Key == "ssid")
        N.Name = S.Value;
      else if (S.Key == "psk" || S.Key == "sae_password" ||
               S.Key.starts_with("wep_key"))
        setSecret(N, S);
      else if (S.Key == "mode")
        N.IsAccessPoint = S.Value == "2";
      else if (S.Key == "key_mgmt")
        HasNone = S.Value == "NONE";
    }
    N.IsOpen = HasNone && N.Secret.empty();
    if (IsNetwork)
      Found.push_back(std::move(N));
  }
}

/// /etc/config/wireless: an interface is a section "wifi-iface".
static void readUciWireless(const Node &File, Networks &Found) {
  const std::vector<UciSection> Sections = readUci(File.bytes().text());
  const auto RadioIsOff = [&](std::string_view Name) {
    for (const UciSection &S : Sections)
      if (S.Type == "wifi-device" && S.Name == Name)
        return isTrue(S.get("disabled", "0"));
    return false;
  };
  for (const UciSection &S : Sections) {
    if (S.Type != "wifi-iface" || isTrue(S.get("disabled", "0")) ||
        RadioIsOff(S.get("device")))
      continue;
    WirelessNetwork N;
    N.File = &File;
    N.Line = S.Line;
    N.Name = S.get("ssid");
    N.IsAccessPoint = S.get("mode", "ap") == "ap";
    const std::string_view Encryption = S.get("encryption", "none");
    N.IsOpen = Encryption == "none" || Encryption == "open";
    judgeUciEncryption(S, N);
    for (const UciOption &O : S.Options)
      // "key '1'" selects the slot "key1" of WEP.
      if (O.Key.starts_with("key") && O.Value.size() > 1 && !N.IsOpen) {
        N.Secret = O.Value;
        N.SecretLine = O.Line;
      }
    Found.push_back(std::move(N));
  }
}

/// NetworkManager keyfiles.
static void readKeyfile(const Node &File, Networks &Found) {
  WirelessNetwork N;
  N.File = &File;
  bool IsWireless = false;
  for (const Setting &S : readSettings(File.bytes().text(), Syntax::Equals)) {
    if (S.Key == "ssid") {
      IsWireless = true;
      N.Name = S.Value;
      N.Line = S.Line;
    } else if (S.Key == "psk" || S.Key == "wep-key0") {
      setSecret(N, S);
      if (S.Key == "wep-key0")
        N.Weaknesses.push_back({"WEP", S.Line});
    } else if (S.Key == "mode") {
      N.IsAccessPoint = S.Value == "ap";
    }
  }
  if (IsWireless)
    Found.push_back(std::move(N));
}

Networks wirelessNetworks(const FileSystem &F) {
  Networks Found;
  F.forEachFile([&](const Node &File) {
    const std::string_view Name = File.Name;
    const std::string Path = F.pathOf(File);
    if (isDocumentation(Path) || File.bytes().size() > (1u << 20))
      return;
    if (Name.starts_with("hostapd") && Name.ends_with(".conf"))
      readHostapd(File, Found);
    else if (Name.starts_with("wpa_supplicant") && Name.ends_with(".conf"))
      readSupplicant(File, Found);
    else if (Path.ends_with("/etc/config/wireless"))
      readUciWireless(File, Found);
    else if (Name.ends_with(".nmconnection"))
      readKeyfile(File, Found);
  });
  for (WirelessNetwork &N : Found) {
    if (N.Name.empty())
      N.Name = "an unnamed network";
    if (isPlaceholder(N.Secret))
      N.Secret = {};
  }
  return Found;
}

} // namespace firmcop::binscan
