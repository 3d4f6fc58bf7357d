//===- binscan/readers/Placeholders.cpp - What is not a secret --*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/Placeholders.h"

#include "binscan/readers/Text.h"

namespace firmcop::binscan {

bool isPlaceholder(std::string_view Value) {
  if (Value.empty() || Value.find_first_not_of(Value.front()) == Value.npos)
    return true;
  for (std::string_view Mark : {"<", "@", "$", "%", "{{", "__"})
    if (Value.starts_with(Mark))
      return true;
  const std::string Small = lower(Value);
  for (std::string_view Word :
       {"none", "null", "nil", "true", "false", "yes", "no", "your", "unset",
        "todo", "placeholder", "undefined", "example"})
    if (Small == Word || Small.starts_with("your"))
      return true;
  return contains(Small, "${") || contains(Small, "$(");
}

bool isDocumentation(std::string_view Path) {
  for (std::string_view Part :
       {"/share/doc/", "/share/man/", "/examples/", "/share/info/"})
    if (contains(Path, Part))
      return true;
  for (std::string_view End : {".example", ".sample", ".dist", ".template"})
    if (Path.ends_with(End))
      return true;
  return false;
}

} // namespace firmcop::binscan
