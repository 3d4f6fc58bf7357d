//===- binscan/adapters/Squashfs.cpp - libsquashfs --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// libsquashfs reads through an object with function pointers; ours serves it
// from memory. The directory tree is walked here and not by the library, so
// that a file system whose directories contain each other ends at our limits.
//
//===----------------------------------------------------------------------===//

#include "binscan/adapters/Squashfs.h"

#include "binscan/readers/Text.h"

#include <sqfs/compressor.h>
#include <sqfs/data_reader.h>
#include <sqfs/dir.h>
#include <sqfs/dir_reader.h>
#include <sqfs/error.h>
#include <sqfs/id_table.h>
#include <sqfs/inode.h>
#include <sqfs/io.h>
#include <sqfs/super.h>

#include <algorithm>
#include <map>
#include <memory>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

/// An sqfs_file_t over bytes in memory; the library sees its first member.
struct MemoryFile {
  sqfs_file_t Base;
  Bytes Content;

  static MemoryFile *make(Bytes Content) {
    auto *M = new MemoryFile{};
    M->Content = Content;
    M->Base.base.destroy = [](sqfs_object_t *O) {
      delete reinterpret_cast<MemoryFile *>(O);
    };
    M->Base.base.copy = [](const sqfs_object_t *O) {
      const auto *From = reinterpret_cast<const MemoryFile *>(O);
      return reinterpret_cast<sqfs_object_t *>(make(From->Content));
    };
    M->Base.read_at = [](sqfs_file_t *F, sqfs_u64 Offset, void *Buffer,
                         size_t Size) -> int {
      const std::optional<Bytes> Part =
          reinterpret_cast<MemoryFile *>(F)->Content.slice(Offset, Size);
      if (!Part)
        return SQFS_ERROR_OUT_OF_BOUNDS;
      std::copy(Part->begin(), Part->end(),
                static_cast<std::uint8_t *>(Buffer));
      return 0;
    };
    M->Base.write_at = [](sqfs_file_t *, sqfs_u64, const void *,
                          size_t) -> int { return SQFS_ERROR_UNSUPPORTED; };
    M->Base.truncate = [](sqfs_file_t *, sqfs_u64) -> int {
      return SQFS_ERROR_UNSUPPORTED;
    };
    M->Base.get_size = [](const sqfs_file_t *F) -> sqfs_u64 {
      return reinterpret_cast<const MemoryFile *>(F)->Content.size();
    };
    return M;
  }
};

struct Destroy {
  template <class T> void operator()(T *Object) const { sqfs_destroy(Object); }
};
struct Free {
  template <class T> void operator()(T *Memory) const { sqfs_free(Memory); }
};
template <class T> using Owned = std::unique_ptr<T, Destroy>;
using Inode = std::unique_ptr<sqfs_inode_generic_t, Free>;

std::string_view describe(int Error) {
  switch (Error) {
  case SQFS_ERROR_ALLOC:
    return "it asks for more memory than there is";
  case SQFS_ERROR_COMPRESSOR:
    return "a block cannot be decompressed";
  case SQFS_ERROR_UNSUPPORTED:
    return "its compression is not supported";
  case SQFS_ERROR_OUT_OF_BOUNDS:
    return "it refers to something past its end";
  default:
    return "its structure is damaged";
  }
}

class SquashfsReader {
public:
  explicit SquashfsReader(Bytes Input)
      : File(reinterpret_cast<sqfs_file_t *>(MemoryFile::make(Input))) {}

  /// Zero, or the library's error.
  int open() {
    if (const int Error = sqfs_super_read(&Super, File.get()))
      return Error;
    sqfs_compressor_config_t Config;
    if (const int Error = sqfs_compressor_config_init(
            &Config, static_cast<SQFS_COMPRESSOR>(Super.compression_id),
            Super.block_size, SQFS_COMP_FLAG_UNCOMPRESS))
      return Error;
    sqfs_compressor_t *Made = nullptr;
    if (const int Error = sqfs_compressor_create(&Config, &Made))
      return Error;
    Compressor.reset(Made);
    Ids.reset(sqfs_id_table_create(0));
    Directories.reset(
        sqfs_dir_reader_create(&Super, Compressor.get(), File.get(), 0));
    Data.reset(sqfs_data_reader_create(File.get(), Super.block_size,
                                       Compressor.get(), 0));
    if (!Ids || !Directories || !Data)
      return SQFS_ERROR_ALLOC;
    if (const int Error =
            sqfs_id_table_read(Ids.get(), File.get(), &Super, Compressor.get()))
      return Error;
    return sqfs_data_reader_load_fragment_table(Data.get(), &Super);
  }

  int root(Inode &Out) {
    sqfs_inode_generic_t *Node = nullptr;
    const int Error = sqfs_dir_reader_get_root_inode(Directories.get(), &Node);
    Out.reset(Node);
    return Error;
  }

  struct Child {
    std::string Name;
    Inode Node;
  };

  /// Reads a directory; at most \p Most entries.
  int list(const sqfs_inode_generic_t &Directory, std::uint64_t Most,
           std::vector<Child> &Out) {
    if (const int Error =
            sqfs_dir_reader_open_dir(Directories.get(), &Directory, 0))
      return Error;
    while (Out.size() < Most) {
      sqfs_dir_entry_t *Raw = nullptr;
      const int Code = sqfs_dir_reader_read(Directories.get(), &Raw);
      if (Code != 0)
        return std::min(Code, 0); // positive: the end
      const std::unique_ptr<sqfs_dir_entry_t, Free> Entry(Raw);
      sqfs_inode_generic_t *Node = nullptr;
      if (const int Error = sqfs_dir_reader_get_inode(Directories.get(), &Node))
        return Error;
      const auto *Name = reinterpret_cast<const char *>(Entry->name);
      Out.push_back(
          {std::string(Name, std::size_t(Entry->size) + 1), Inode(Node)});
    }
    return 0;
  }

  std::uint64_t sizeOf(const sqfs_inode_generic_t &Node) const {
    sqfs_u64 Size = 0;
    return sqfs_inode_get_file_size(&Node, &Size) == 0 ? Size : 0;
  }

  int read(const sqfs_inode_generic_t &Node, std::vector<std::uint8_t> &Out,
           std::uint64_t Allowed) {
    constexpr std::uint64_t Step = std::uint64_t(1) << 20;
    const std::uint64_t Size = std::min(sizeOf(Node), Allowed);
    while (Out.size() < Size) {
      const std::size_t Before = Out.size();
      const std::uint64_t Want = std::min(Step, Size - Before);
      Out.resize(Before + Want);
      const sqfs_s32 Count =
          sqfs_data_reader_read(Data.get(), &Node, Before, Out.data() + Before,
                                static_cast<sqfs_u32>(Want));
      Out.resize(Before + static_cast<std::size_t>(std::max(Count, 0)));
      if (Count <= 0)
        return Count < 0 ? Count : SQFS_ERROR_OUT_OF_BOUNDS;
    }
    return 0;
  }

  FileAttributes attributesOf(const sqfs_inode_generic_t &Node) const {
    FileAttributes A;
    A.Mode = Node.base.mode & 07777;
    if (sqfs_id_table_index_to_id(Ids.get(), Node.base.uid_idx, &A.Uid) != 0 ||
        sqfs_id_table_index_to_id(Ids.get(), Node.base.gid_idx, &A.Gid) != 0)
      A.HasMode = false;
    std::uint32_t Device = 0;
    switch (Node.base.type) {
    case SQFS_INODE_DIR:
    case SQFS_INODE_EXT_DIR:
      A.Type = FileType::Directory;
      break;
    case SQFS_INODE_SLINK:
      A.Type = FileType::Symlink;
      A.LinkTarget.assign(reinterpret_cast<const char *>(Node.extra),
                          Node.data.slink.target_size);
      break;
    case SQFS_INODE_EXT_SLINK:
      A.Type = FileType::Symlink;
      A.LinkTarget.assign(reinterpret_cast<const char *>(Node.extra),
                          Node.data.slink_ext.target_size);
      break;
    case SQFS_INODE_BDEV:
    case SQFS_INODE_CDEV:
      Device = Node.data.dev.devno;
      break;
    case SQFS_INODE_EXT_BDEV:
    case SQFS_INODE_EXT_CDEV:
      Device = Node.data.dev_ext.devno;
      break;
    case SQFS_INODE_FIFO:
    case SQFS_INODE_EXT_FIFO:
      A.Type = FileType::Fifo;
      break;
    case SQFS_INODE_SOCKET:
    case SQFS_INODE_EXT_SOCKET:
      A.Type = FileType::Socket;
      break;
    default:
      break;
    }
    const bool IsBlock = Node.base.type == SQFS_INODE_BDEV ||
                         Node.base.type == SQFS_INODE_EXT_BDEV;
    const bool IsChar = Node.base.type == SQFS_INODE_CDEV ||
                        Node.base.type == SQFS_INODE_EXT_CDEV;
    if (IsBlock || IsChar)
      A.Type = IsBlock ? FileType::BlockDevice : FileType::CharDevice;
    // Linux' encoding of device numbers, new_decode_dev().
    A.DeviceMajor = (Device & 0xFFF00) >> 8;
    A.DeviceMinor = (Device & 0xFF) | ((Device >> 12) & 0xFFF00);
    return A;
  }

private:
  Owned<sqfs_file_t> File;
  sqfs_super_t Super{};
  Owned<sqfs_compressor_t> Compressor;
  Owned<sqfs_id_table_t> Ids;
  Owned<sqfs_dir_reader_t> Directories;
  Owned<sqfs_data_reader_t> Data;
};

/// Walks the whole tree into an Unpacking.
class SquashfsWalk {
public:
  explicit SquashfsWalk(Unpacking &U) : U(U), From(U.bytes()) {}

  void run() {
    Inode Root;
    int Error = From.open();
    if (Error == 0)
      Error = From.root(Root);
    if (Error != 0) {
      U.damaged("could not be opened: " + std::string(describe(Error)));
      return;
    }
    Pending.push_back({"", std::move(Root)});
    while (!Pending.empty()) {
      const SquashfsReader::Child Directory = std::move(Pending.back());
      Pending.pop_back();
      if (!enter(Directory))
        return;
    }
  }

private:
  bool enter(const SquashfsReader::Child &Directory) {
    constexpr std::uint64_t MostEntries = 1'000'000;
    std::vector<SquashfsReader::Child> Children;
    if (const int Error = From.list(*Directory.Node, MostEntries, Children))
      U.damaged("has the directory '" + printable(Directory.Name) +
                "/' that could not be read: " + std::string(describe(Error)));
    for (SquashfsReader::Child &C : Children) {
      C.Name = Directory.Name + '/' + C.Name;
      FileAttributes A = From.attributesOf(*C.Node);
      const bool IsDirectory = A.Type == FileType::Directory;
      Blob Content =
          A.Type == FileType::Regular ? contentOf(*C.Node, C.Name) : Blob();
      if (!U.addMember(C.Name, std::move(A), std::move(Content)))
        return false;
      // Only a damaged file system nests deeper than a path may be long.
      constexpr std::size_t LongestPath = 4096;
      if (IsDirectory && C.Name.size() < LongestPath)
        Pending.push_back(std::move(C));
    }
    return true;
  }

  Blob contentOf(const sqfs_inode_generic_t &Node, const std::string &Path) {
    const auto [Known, IsNew] =
        Contents.try_emplace(Node.base.inode_number, Blob());
    if (!IsNew)
      return Known->second;
    const std::uint64_t Allowed = U.limits().allowed(U.bytes().size());
    std::vector<std::uint8_t> Content;
    if (const int Error = From.read(Node, Content, Allowed))
      U.damaged("has the file '" + printable(Path) +
                "' that could not be read: " + std::string(describe(Error)));
    else if (From.sizeOf(Node) > Allowed)
      U.tooLarge("has the file '" + printable(Path) + "'");
    return Known->second = Blob(std::move(Content));
  }

  Unpacking &U;
  SquashfsReader From;
  std::vector<SquashfsReader::Child> Pending;
  std::map<std::uint32_t, Blob> Contents; ///< by inode, for hard links
};

} // namespace

bool binscan::hasSquashfsRoot(Bytes Input) {
  SquashfsReader R(Input);
  Inode Root;
  const int Error = R.open();
  // Whatever a library cannot decompress is a file system all the same.
  return Error == SQFS_ERROR_UNSUPPORTED || (Error == 0 && R.root(Root) == 0);
}

void binscan::unpackSquashfs(Unpacking &U) { SquashfsWalk(U).run(); }
