//===- binscan/adapters/Archive.cpp - libarchive ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/adapters/Archive.h"

#include "binscan/adapters/Streams.h"
#include "binscan/readers/Text.h"

#include <archive.h>
#include <archive_entry.h>

#include <map>
#include <memory>
#include <sys/stat.h>
#include <sys/sysmacros.h>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

using Reader = std::unique_ptr<archive, decltype(&archive_read_free)>;

void support(archive *A, ArchiveKind Kind) {
  switch (Kind) {
  case ArchiveKind::Tar:
    archive_read_support_format_tar(A);
    return;
  case ArchiveKind::Cpio:
    archive_read_support_format_cpio(A);
    return;
  case ArchiveKind::Zip:
    archive_read_support_format_zip_seekable(A);
    return;
  case ArchiveKind::SevenZip:
    archive_read_support_format_7zip(A);
    return;
  case ArchiveKind::Ar:
    archive_read_support_format_ar(A);
    return;
  case ArchiveKind::Iso:
    archive_read_support_format_iso9660(A);
    return;
  case ArchiveKind::Cab:
    archive_read_support_format_cab(A);
    return;
  case ArchiveKind::Lha:
    archive_read_support_format_lha(A);
    return;
  case ArchiveKind::Rar:
    archive_read_support_format_rar(A);
    return;
  case ArchiveKind::Rar5:
    archive_read_support_format_rar5(A);
    return;
  case ArchiveKind::Xar:
    archive_read_support_format_xar(A);
    return;
  }
}

std::string textOf(const char *Native, const char *Utf8) {
  return Native ? Native : Utf8 ? Utf8 : "";
}

std::string errorOf(archive *A) {
  const char *Text = archive_error_string(A);
  return Text ? Text : "the archive is damaged";
}

FileAttributes attributesOf(archive_entry *E) {
  FileAttributes File;
  switch (archive_entry_filetype(E)) {
  case AE_IFDIR:
    File.Type = FileType::Directory;
    break;
  case AE_IFLNK:
    File.Type = FileType::Symlink;
    break;
  case AE_IFCHR:
    File.Type = FileType::CharDevice;
    break;
  case AE_IFBLK:
    File.Type = FileType::BlockDevice;
    break;
  case AE_IFIFO:
    File.Type = FileType::Fifo;
    break;
  case AE_IFSOCK:
    File.Type = FileType::Socket;
    break;
  default:
    break;
  }
  File.Mode = archive_entry_perm(E) & 07777;
  File.Uid = static_cast<std::uint32_t>(archive_entry_uid(E));
  File.Gid = static_cast<std::uint32_t>(archive_entry_gid(E));
  File.DeviceMajor = static_cast<std::uint32_t>(archive_entry_rdevmajor(E));
  File.DeviceMinor = static_cast<std::uint32_t>(archive_entry_rdevminor(E));
  File.LinkTarget =
      textOf(archive_entry_symlink(E), archive_entry_symlink_utf8(E));
  return File;
}

class ArchiveUnpacker {
public:
  ArchiveUnpacker(ArchiveKind Kind, Unpacking &U)
      : Kind(Kind), U(U), From(archive_read_new(), archive_read_free) {}

  void run() {
    archive *A = From.get();
    support(A, Kind);
    const Bytes B = U.bytes();
    if (archive_read_open_memory(A, B.data(), B.size()) != ARCHIVE_OK) {
      U.damaged("could not be opened: " + errorOf(A));
      return;
    }
    for (archive_entry *E = nullptr;;) {
      const int Code = archive_read_next_header(A, &E);
      if (Code == ARCHIVE_EOF)
        return;
      if (Code == ARCHIVE_RETRY)
        continue;
      if (Code == ARCHIVE_FATAL) {
        U.damaged("could not be read to its end: " + errorOf(A));
        return;
      }
      if (Code == ARCHIVE_FAILED)
        U.damaged("has an entry that could not be read: " + errorOf(A));
      else if (!entry(E))
        return;
    }
  }

private:
  /// False when there is no room for more.
  bool entry(archive_entry *E) {
    const std::string Path =
        textOf(archive_entry_pathname(E), archive_entry_pathname_utf8(E));
    FileAttributes File = attributesOf(E);
    // An ar archive's symbol tables are no files.
    if (Kind == ArchiveKind::Ar && (Path == "/" || Path == "//"))
      return true;
    if (Path.find("..") != std::string::npos)
      noteParents(Path);
    Blob Content = contentOf(E, Path, File);
    return U.addMember(Path, std::move(File), std::move(Content));
  }

  void noteParents(const std::string &Path) {
    const bool HasParent = ("/" + Path + "/").find("/../") != std::string::npos;
    if (HasParent && !SawParents) {
      U.note("has entries that point outside of it with '..', such as '" +
             printable(Path) + "'; they were kept inside");
      SawParents = true;
    }
  }

  Blob contentOf(archive_entry *E, const std::string &Path,
                 FileAttributes &File) {
    const bool IsLink =
        archive_entry_hardlink(E) || archive_entry_hardlink_utf8(E);
    const std::string Linked =
        textOf(archive_entry_hardlink(E), archive_entry_hardlink_utf8(E));
    const bool HasData =
        File.Type == FileType::Regular &&
        (!archive_entry_size_is_set(E) || archive_entry_size(E) > 0);
    if (IsLink && !HasData) {
      File.Type = FileType::Regular;
      const auto I = Contents.find(Linked);
      return I == Contents.end() ? Blob() : I->second;
    }
    if (!HasData)
      return {};
    if (archive_entry_is_data_encrypted(E)) {
      U.damaged("has the encrypted entry '" + printable(Path) +
                "', whose content could not be analysed");
      return {};
    }
    Blob Content = read(Path);
    Contents[Path] = Content;
    // A cpio archive keeps the data of linked files with the last of them.
    if (IsLink && Contents.contains(Linked) && Contents[Linked].size() == 0)
      Contents[Linked] = Content;
    return Content;
  }

  Blob read(const std::string &Path) {
    constexpr std::size_t Step = std::size_t(1) << 16;
    const std::uint64_t Allowed = U.limits().allowed(U.bytes().size());
    std::vector<std::uint8_t> Content;
    std::vector<std::uint8_t> Buffer(Step);
    for (;;) {
      const la_ssize_t Count =
          archive_read_data(From.get(), Buffer.data(), Buffer.size());
      if (Count == 0)
        break;
      if (Count == ARCHIVE_RETRY)
        continue;
      if (Count < 0) {
        U.damaged("has the entry '" + printable(Path) +
                  "' that could not be read: " + errorOf(From.get()));
        break;
      }
      const auto Size = static_cast<std::size_t>(Count);
      if (Size > Allowed || Content.size() > Allowed - Size) {
        U.tooLarge("has the entry '" + printable(Path) + "'");
        break;
      }
      Content.insert(Content.end(), Buffer.begin(), Buffer.begin() + Count);
    }
    return Blob(std::move(Content));
  }

  ArchiveKind Kind;
  Unpacking &U;
  Reader From;
  std::map<std::string, Blob> Contents; ///< for hard links
  bool SawParents = false;
};

} // namespace

void binscan::unpackArchive(ArchiveKind Kind, Unpacking &U) {
  ArchiveUnpacker(Kind, U).run();
}

Decoded binscan::decodeCompress(Bytes Input, const StreamLimits &Limits) {
  const Reader From(archive_read_new(), archive_read_free);
  archive *A = From.get();
  archive_entry *E = nullptr;
  archive_read_support_filter_compress(A);
  archive_read_support_format_raw(A);
  if (archive_read_open_memory(A, Input.data(), Input.size()) != ARCHIVE_OK ||
      archive_read_next_header(A, &E) != ARCHIVE_OK ||
      archive_filter_code(A, 0) != ARCHIVE_FILTER_COMPRESS)
    return {};
  Decoded D = StreamPump(Input, Limits).run([&](StreamPump::State &S) {
    const la_ssize_t Count = archive_read_data(A, S.Out, S.OutSize);
    if (Count > 0)
      S.OutSize -= static_cast<std::size_t>(Count);
    return Count > 0    ? StreamPump::Step::Progress
           : Count == 0 ? StreamPump::Step::End
                        : StreamPump::Step::Error;
  });
  D.Consumed = Input.size();
  return D;
}
