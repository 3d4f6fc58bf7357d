//===- binscan/readers/TlsSettings.h - TLS as servers set it up -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every daemon has words of its own for two questions: which versions of the
// protocol it speaks, and with which ciphers.
//
//   nginx       ssl_protocols TLSv1.2 TLSv1.3;     ssl_ciphers LIST;
//   Apache      SSLProtocol all -SSLv3             SSLCipherSuite LIST
//   lighttpd    "MinProtocol" => "TLSv1.2"         "CipherString" => "LIST"
//   stunnel     sslVersion, sslVersionMin          ciphers = LIST
//   mosquitto   tls_version tlsv1.2                ciphers LIST
//   vsftpd      ssl_sslv3=YES                      ssl_ciphers=LIST
//   OpenVPN     tls-version-min 1.2                cipher AES-256-GCM
//   openssl.cnf MinProtocol = TLSv1.2              CipherString = LIST
//   sshd        (has no old version left)          Ciphers LIST, MACs LIST
//
// LIST is OpenSSL's (ciphers(1)): names and groups between colons, where '!'
// and '-' take something away.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_TLSSETTINGS_H
#define FIRMCOP_BINSCAN_READERS_TLSSETTINGS_H

#include "binscan/Tree.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace firmcop::binscan {

/// Something that a server allows and should not.
struct ObsoleteSetting {
  std::uint32_t Line = 1;
  std::string Key;  ///< "ssl_protocols"
  std::string What; ///< "SSLv3", "the cipher suite RC4-SHA"
};

/// What a configuration file says about transport encryption.
struct TransportSettings {
  /// Settings that select versions or ciphers.
  std::size_t Read = 0;
  std::vector<ObsoleteSetting> Obsolete;
};

/// Reads the file by its name ("nginx.conf", "/etc/nginx/sites-enabled/x");
/// nothing for a file of another kind.
TransportSettings transportSettings(std::string_view Path,
                                    std::string_view Text);

/// The members of an OpenSSL cipher list that give no protection any more:
/// without encryption or authentication, for export, or with RC4, DES or MD5.
/// What another member takes away for good ("!RC4") does not count.
std::vector<std::string> weakCiphers(std::string_view List);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_TLSSETTINGS_H
