//===- sarif/Uri.cpp - Paths as relative URIs -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "sarif/Uri.h"

#include <charconv>
#include <vector>

using namespace firmcop;

namespace {

constexpr std::string_view FileScheme = "file:///";

/// The path's segments with "." and ".." resolved; ".." stops at the top.
std::vector<std::string_view> segments(std::string_view Path) {
  std::vector<std::string_view> Result;
  while (!Path.empty()) {
    std::size_t Slash = Path.find('/');
    std::string_view Segment = Path.substr(0, Slash);
    Path.remove_prefix(Slash == Path.npos ? Path.size() : Slash + 1);
    if (Segment.empty() || Segment == ".")
      continue;
    if (Segment != "..")
      Result.push_back(Segment);
    else if (!Result.empty())
      Result.pop_back();
  }
  return Result;
}

/// Whether a character of a path stands for itself, by the "pchar" of RFC 3986.
bool isPlain(char C, bool InFirstSegment) {
  if ((C >= 'a' && C <= 'z') || (C >= 'A' && C <= 'Z') ||
      (C >= '0' && C <= '9'))
    return true;
  if (C == ':') // would make the first segment a scheme
    return !InFirstSegment;
  return C != '\0' &&
         std::string_view("-._~!$&'()*+,;=@").find(C) != std::string_view::npos;
}

void appendEncoded(std::string &Uri, char C) {
  constexpr char Digits[] = "0123456789ABCDEF";
  auto Byte = static_cast<unsigned char>(C);
  Uri += '%';
  Uri += Digits[Byte >> 4];
  Uri += Digits[Byte & 15];
}

} // namespace

std::string firmcop::uriFromPath(std::string_view Path) {
  bool IsAbsolute = Path.starts_with('/');
  std::string Uri;
  for (std::string_view Segment : segments(Path)) {
    bool IsFirst = Uri.empty();
    if (!IsFirst)
      Uri += '/';
    for (char C : Segment)
      if (isPlain(C, IsFirst))
        Uri += C;
      else
        appendEncoded(Uri, C);
  }
  return IsAbsolute && !Uri.empty() ? std::string(FileScheme) + Uri : Uri;
}

std::string firmcop::pathFromUri(std::string_view Uri) {
  std::string Path;
  if (Uri.starts_with(FileScheme)) {
    Uri.remove_prefix(FileScheme.size());
    Path = "/";
  }
  for (std::size_t I = 0; I != Uri.size(); ++I) {
    unsigned char Byte = 0;
    const char *Digits = Uri.data() + I + 1;
    if (Uri[I] == '%' && Uri.size() - I > 2 &&
        std::from_chars(Digits, Digits + 2, Byte, 16).ptr == Digits + 2) {
      Path += static_cast<char>(Byte);
      I += 2;
    } else {
      Path += Uri[I];
    }
  }
  return Path;
}
