//===- binscan/readers/Bytecode.h - Constants of compiled scripts -*- C++
//-*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Scripts are shipped compiled to hide them, and hide nothing: every string
// stands in a table of constants. What a string is for is in the code, which
// puts it somewhere by name or compares it with something that has one. Only
// straight lines of code are followed, as far as one such step needs.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_BYTECODE_H
#define FIRMCOP_BINSCAN_READERS_BYTECODE_H

#include "binscan/Tree.h"

#include <string>
#include <vector>

namespace firmcop::binscan {

/// A string that the code gives to a name, or compares with what has one.
struct NamedString {
  std::string Name; ///< of a variable, a field, a key or a parameter
  Range At;         ///< the string in the file
};

/// Of a program compiled by luac of Lua 5.1, in either byte order, or by
/// OpenWrt's, which has integers besides. Empty for anything else.
/// readers/LuaCode.cpp.
std::vector<NamedString> namedStringsOfLua(Bytes File);

/// Of a module compiled by CPython 2.7 or 3.3 to 3.13 (".pyc"). Empty for
/// anything else. readers/PythonCode.cpp.
std::vector<NamedString> namedStringsOfPython(Bytes File);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_BYTECODE_H
