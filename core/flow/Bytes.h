//===- core/flow/Bytes.h - Numbers and texts as bytes -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The encoding of cache files. Numbers are written seven bits at a time, the
// low ones first, with the high bit of a byte set while more follow (LEB128);
// small ones, which most are, take one byte. Signed numbers fold the sign into
// the lowest bit first.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_BYTES_H
#define FIRMCOP_CORE_FLOW_BYTES_H

#include <cstdint>
#include <string>
#include <string_view>

namespace firmcop::flow {

class ByteWriter {
public:
  void number(std::uint64_t Value) {
    for (; Value >= 0x80; Value >>= 7)
      Bytes += static_cast<char>(Value | 0x80);
    Bytes += static_cast<char>(Value);
  }
  void signedNumber(std::int64_t Value) {
    auto Shifted = static_cast<std::uint64_t>(Value) << 1;
    number(Value < 0 ? ~Shifted : Shifted);
  }
  void text(std::string_view Text) {
    number(Text.size());
    Bytes += Text;
  }
  std::string take() { return std::move(Bytes); }

private:
  std::string Bytes;
};

/// Reads what a ByteWriter has written. After a fault everything reads as zero
/// and empty, and the fault stays; so a whole structure can be read before
/// asking once.
class ByteReader {
public:
  explicit ByteReader(std::string_view Bytes) : Rest(Bytes) {}

  std::uint64_t number(std::uint64_t Max = ~std::uint64_t(0)) {
    std::uint64_t Value = 0;
    for (unsigned Shift = 0; Shift < 64 && !Rest.empty(); Shift += 7) {
      auto Byte = static_cast<unsigned char>(Rest.front());
      Rest.remove_prefix(1);
      Value |= std::uint64_t(Byte & 0x7f) << Shift;
      if (Byte < 0x80)
        return Value <= Max ? Value : fail();
    }
    return fail();
  }
  template <class T> T as(std::uint64_t Max = T(~T(0))) {
    return static_cast<T>(number(Max));
  }
  bool flag() { return number(1) != 0; }
  std::int64_t signedNumber() {
    std::uint64_t Shifted = number();
    auto Value = static_cast<std::int64_t>(Shifted >> 1);
    return (Shifted & 1) ? ~Value : Value;
  }
  std::string text() {
    std::size_t Size = count();
    std::string Text(Rest.substr(0, Size));
    Rest.remove_prefix(Size);
    return Text;
  }
  /// The number of things that follow, each of which takes a byte at least; so
  /// that nobody reserves memory for more than the input can hold.
  std::size_t count() {
    const std::uint64_t Count = number();
    return Count <= Rest.size() ? Count : fail();
  }

  bool hasFailed() const { return Failed; }
  bool atEnd() const { return Rest.empty(); }
  std::string_view rest() const { return Rest; }

private:
  std::uint64_t fail() {
    Failed = true;
    Rest = {};
    return 0;
  }

  std::string_view Rest;
  bool Failed = false;
};

/// A number that changes when the bytes do (FNV-1a). It tells damage, not
/// malice.
constexpr std::uint64_t checksum(std::string_view Bytes) {
  std::uint64_t Sum = 0xcbf29ce484222325;
  for (char C : Bytes)
    Sum = (Sum ^ static_cast<unsigned char>(C)) * 0x100000001b3;
  return Sum;
}

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_BYTES_H
