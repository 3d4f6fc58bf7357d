//===- sarif/Product.h - Our names in logs ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_SARIF_PRODUCT_H
#define FIRMCOP_SARIF_PRODUCT_H

#include <string_view>

namespace firmcop {

inline constexpr std::string_view ProductVersion = FIRMCOP_VERSION;
inline constexpr std::string_view ProjectUri =
    "https://github.com/firmcop/firmcop";
/// Where the pages below docs/ are read.
inline constexpr std::string_view DocumentationUri =
    "https://github.com/firmcop/firmcop/blob/main/docs/";

} // namespace firmcop

#endif // FIRMCOP_SARIF_PRODUCT_H
