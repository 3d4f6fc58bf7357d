//===- binscan/filesystems/Romfs.cpp - romfs --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// romfs (Documentation/filesystems/romfs.rst) is a chain of file headers, all
// numbers big-endian, everything at multiples of 16:
//
//   0  offset of the next header; its low 4 bits are type and "executable"
//   4  of a directory: its first header; of a hard link: the real header; of a
//      device: its number
//   8  size
//  12  a word that makes the header's words sum up to zero
//  16  name, with its zero byte padded to 16, then the data
//
// It keeps no owners and no permissions.
//
//===----------------------------------------------------------------------===//

#include "binscan/filesystems/Romfs.h"

#include "binscan/Ordered.h"
#include "binscan/filesystems/Walk.h"

#include <set>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

constexpr std::uint64_t HeaderSize = 16, MaxName = 256;

enum class EntryType : std::uint8_t {
  HardLink,
  Directory,
  Regular,
  Symlink,
  BlockDevice,
  CharDevice,
  Socket,
  Fifo,
};

std::uint64_t padded(std::uint64_t Size) { return (Size + 16) & ~15ULL; }

/// An inode is the offset of a header.
class Romfs final : public InodeSource {
public:
  explicit Romfs(Bytes Image) : Image(Image, ByteOrder::Big) {}

  /// The first header, behind the volume's name; zero when there is none.
  std::uint64_t first() const {
    const auto Name = Image.bytes().cString(HeaderSize, MaxName);
    return Name ? HeaderSize + padded(Name->size()) : 0;
  }

  Listing list(std::uint64_t Directory) override {
    Listing L;
    // The root is what the image starts with; the others say where they do.
    std::uint64_t At =
        Directory == 0 ? first() : Image.u32(Directory + 4) & ~15U;
    std::set<std::uint64_t> Seen;
    while (At != 0) {
      const std::optional<Header> H = read(At);
      if (!H || !Seen.insert(At).second) {
        L.Damage =
            H ? "its chain of entries is a loop" : "an entry lies past its end";
        break;
      }
      if (H->Name != "." && H->Name != "..")
        L.Entries.push_back({H->Name, resolve(At)});
      At = H->Next;
    }
    return L;
  }

  std::optional<FileAttributes> attributesOf(std::uint64_t Inode) override {
    const std::optional<Header> H = read(Inode);
    if (!H || H->Type == EntryType::HardLink)
      return std::nullopt;
    FileAttributes A;
    A.HasMode = false;
    A.Type = typeOf(H->Type);
    if (H->Type == EntryType::Symlink)
      A.LinkTarget = data(*H).first(MaxTarget).text();
    if (A.Type == FileType::BlockDevice || A.Type == FileType::CharDevice) {
      A.DeviceMajor = H->Info >> 16;
      A.DeviceMinor = H->Info & 0xFFFF;
    }
    return A;
  }

  FileContent read(std::uint64_t Inode, std::uint64_t Allowed) override {
    const std::optional<Header> H = read(Inode);
    if (!H)
      return {{}, "its header lies past the end"};
    const Bytes Data = data(*H).first(Allowed);
    FileContent C{{Data.begin(), Data.end()}};
    if (data(*H).size() < H->Size)
      C.Damage = "its data goes past the end";
    C.IsTooLarge = H->Size > Allowed;
    return C;
  }

private:
  static constexpr std::uint64_t MaxTarget = 4096;

  struct Header {
    EntryType Type;
    std::uint32_t Next, Info, Size;
    std::string Name;
    std::uint64_t DataAt;
  };

  std::optional<Header> read(std::uint64_t At) const {
    const std::optional<Ordered> H = Image.slice(At, HeaderSize);
    const auto Name = Image.bytes().cString(At + HeaderSize, MaxName);
    if (!H || !Name)
      return std::nullopt;
    return Header{static_cast<EntryType>(H->u32(0) & 7),
                  H->u32(0) & ~15U,
                  H->u32(4),
                  H->u32(8),
                  std::string(*Name),
                  At + HeaderSize + padded(Name->size())};
  }

  Bytes data(const Header &H) const {
    return Image.bytes().from(H.DataAt).first(H.Size);
  }

  /// A hard link leads to a file, and never to another link.
  std::uint64_t resolve(std::uint64_t At) const {
    const std::optional<Header> H = read(At);
    return H && H->Type == EntryType::HardLink ? H->Info & ~15U : At;
  }

  static FileType typeOf(EntryType T) {
    switch (T) {
    case EntryType::Directory:
      return FileType::Directory;
    case EntryType::Symlink:
      return FileType::Symlink;
    case EntryType::BlockDevice:
      return FileType::BlockDevice;
    case EntryType::CharDevice:
      return FileType::CharDevice;
    case EntryType::Socket:
      return FileType::Socket;
    case EntryType::Fifo:
      return FileType::Fifo;
    case EntryType::HardLink:
    case EntryType::Regular:
      break;
    }
    return FileType::Regular;
  }

  Ordered Image;
};

} // namespace

void binscan::unpackRomfs(Unpacking &U) {
  Romfs From(U.bytes());
  walkInodes(From, /*Root=*/0, U);
}
