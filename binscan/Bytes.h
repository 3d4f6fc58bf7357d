//===- binscan/Bytes.h - A bounds-checked view of bytes ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Offsets and lengths come out of hostile files, so none of them is trusted:
// they are 64-bit everywhere, no sum of two of them is ever formed before it is
// known not to wrap, and every read says by an empty optional that it went past
// the end.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_BYTES_H
#define FIRMCOP_BINSCAN_BYTES_H

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace firmcop::binscan {

/// A read-only view of somebody else's bytes.
class Bytes {
public:
  Bytes() = default;
  Bytes(const std::uint8_t *Data, std::uint64_t Size)
      : Data(Data), Size(Size) {}
  Bytes(std::span<const std::uint8_t> S) : Data(S.data()), Size(S.size()) {}
  explicit Bytes(std::string_view Text)
      : Data(reinterpret_cast<const std::uint8_t *>(Text.data())),
        Size(Text.size()) {}

  const std::uint8_t *data() const { return Data; }
  std::uint64_t size() const { return Size; }
  bool empty() const { return Size == 0; }
  const std::uint8_t *begin() const { return Data; }
  const std::uint8_t *end() const { return Data + Size; }

  /// The same bytes as characters.
  std::string_view text() const {
    return {reinterpret_cast<const char *>(Data),
            static_cast<std::size_t>(Size)};
  }

  /// Whether [Offset, Offset + Length) lies inside.
  bool contains(std::uint64_t Offset, std::uint64_t Length) const {
    return Offset <= Size && Length <= Size - Offset;
  }

  /// [Offset, Offset + Length), or nothing when that is not all inside.
  std::optional<Bytes> slice(std::uint64_t Offset, std::uint64_t Length) const {
    if (!contains(Offset, Length))
      return std::nullopt;
    return Bytes(Data + Offset, Length);
  }

  /// Everything from \p Offset on; empty when that is past the end.
  Bytes from(std::uint64_t Offset) const {
    return Offset >= Size ? Bytes() : Bytes(Data + Offset, Size - Offset);
  }

  /// At most the first \p Length bytes.
  Bytes first(std::uint64_t Length) const {
    return Bytes(Data, Length < Size ? Length : Size);
  }

  /// Whether \p Text stands at \p Offset.
  bool hasAt(std::uint64_t Offset, std::string_view Text) const {
    return contains(Offset, Text.size()) &&
           (Text.empty() ||
            std::memcmp(Data + Offset, Text.data(), Text.size()) == 0);
  }
  bool startsWith(std::string_view Text) const { return hasAt(0, Text); }

  std::optional<std::uint8_t> u8(std::uint64_t Offset) const {
    return contains(Offset, 1) ? std::optional(Data[Offset]) : std::nullopt;
  }
  std::optional<std::uint16_t> u16le(std::uint64_t Offset) const {
    return integer<std::uint16_t, false>(Offset);
  }
  std::optional<std::uint16_t> u16be(std::uint64_t Offset) const {
    return integer<std::uint16_t, true>(Offset);
  }
  std::optional<std::uint32_t> u32le(std::uint64_t Offset) const {
    return integer<std::uint32_t, false>(Offset);
  }
  std::optional<std::uint32_t> u32be(std::uint64_t Offset) const {
    return integer<std::uint32_t, true>(Offset);
  }
  std::optional<std::uint64_t> u64le(std::uint64_t Offset) const {
    return integer<std::uint64_t, false>(Offset);
  }
  std::optional<std::uint64_t> u64be(std::uint64_t Offset) const {
    return integer<std::uint64_t, true>(Offset);
  }

  /// The text at \p Offset up to a zero byte, at most \p Limit long; nothing
  /// when neither a zero byte nor the limit comes before the end.
  std::optional<std::string_view> cString(std::uint64_t Offset,
                                          std::uint64_t Limit) const {
    if (Offset > Size)
      return std::nullopt;
    const std::uint64_t Room = Size - Offset < Limit ? Size - Offset : Limit;
    const std::string_view Text = from(Offset).first(Room).text();
    const std::size_t Zero = Text.find('\0');
    if (Zero == std::string_view::npos && Room < Limit)
      return std::nullopt;
    return Text.substr(0, Zero);
  }

private:
  template <class T, bool BigEndian>
  std::optional<T> integer(std::uint64_t Offset) const {
    if (!contains(Offset, sizeof(T)))
      return std::nullopt;
    T Value = 0;
    for (std::size_t I = 0; I != sizeof(T); ++I) {
      const std::size_t From = BigEndian ? I : sizeof(T) - 1 - I;
      Value =
          static_cast<T>(static_cast<T>(Value << 7) << 1) | Data[Offset + From];
    }
    return Value;
  }

  const std::uint8_t *Data = nullptr;
  std::uint64_t Size = 0;
};

/// Immutable bytes with shared ownership. Copies are cheap; a part of a blob
/// keeps the whole alive.
class Blob {
public:
  Blob() = default;
  explicit Blob(std::vector<std::uint8_t> Content) {
    auto Shared =
        std::make_shared<const std::vector<std::uint8_t>>(std::move(Content));
    View = Bytes(*Shared);
    Owner = std::move(Shared);
  }
  explicit Blob(std::string Content) {
    auto Shared = std::make_shared<const std::string>(std::move(Content));
    View = Bytes(std::string_view(*Shared));
    Owner = std::move(Shared);
  }
  /// Bytes that live as long as \p Owner.
  Blob(std::shared_ptr<const void> Owner, Bytes View)
      : Owner(std::move(Owner)), View(View) {}

  Bytes bytes() const { return View; }
  std::uint64_t size() const { return View.size(); }

  /// A part of this blob, which must lie inside it.
  Blob part(std::uint64_t Offset, std::uint64_t Length) const {
    return Blob(Owner, View.from(Offset).first(Length));
  }

private:
  std::shared_ptr<const void> Owner;
  Bytes View;
};

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_BYTES_H
