//===- include/firmcop/Names.h - What identifiers say -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_NAMES_H
#define FIRMCOP_NAMES_H

#include <string>
#include <string_view>
#include <vector>

namespace firmcop {

/// ASCII letters made lower case, everything else as it is.
std::string lowerCase(std::string_view Text);

/// The words of an identifier in lower case: 'fwImage_2' is fw, image, 2.
std::vector<std::string> identifierWords(std::string_view Identifier);

/// The function makes something readable: 'aes_decrypt', 'unsealKey'.
bool saysDecryption(std::string_view Function);

/// The function is a library's test of itself, whose keys guard nothing:
/// 'mbedtls_ccm_self_test'.
bool isSelfTest(std::string_view Function);

/// The function is where a fuzzer enters, so that what is around it is a test.
bool isFuzzEntry(std::string_view Function);

/// The function judges what it is given by its name, or may: it does not say
/// that it reads, keeps or prints settings.
bool canJudge(std::string_view Function);

/// The file's name says that it holds a test: 'crypto_test.c',
/// 'l2cap-tester.c'.
bool isTestFile(std::string_view Path);

} // namespace firmcop

#endif // FIRMCOP_NAMES_H
