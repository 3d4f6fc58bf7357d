//===- binscan/HtpasswdHash.h - What crypt(3) does not know -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Apache's htpasswd has two schemes of its own, which lighttpd, nginx and many
// small web servers read as well:
//
//   {SHA}BASE64         SHA-1 of the password, without a salt
//   $apr1$SALT$DIGEST   1,000 rounds of MD5 over password and salt: FreeBSD's
//                       MD5 crypt ($1$) with another name mixed in
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_HTPASSWDHASH_H
#define FIRMCOP_BINSCAN_HTPASSWDHASH_H

#include <string>
#include <string_view>

namespace firmcop::binscan {

/// The whole field for a password and a salt, of which eight characters count,
/// with \p Magic "$apr1$"; with "$1$" it is what crypt(3) makes.
std::string md5Crypt(std::string_view Password, std::string_view Salt,
                     std::string_view Magic);

/// Whether the password has this hash; false for any other scheme.
bool fitsHtpasswd(std::string_view Password, std::string_view Hash);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_HTPASSWDHASH_H
