//===- binscan/Format.h - What a format is: one declaration -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A format is one file in binscan/formats: a table on top that says by which
// bytes it may be found, a function that says whether it really is there and
// where it ends, and, for containers, a function that says what is inside. A
// static constant of type Format registers it.
//
// "Really" means: a magic number is never enough. A format checks the ranges of
// its fields, then its checksums, then decodes a part, in this order, and says
// nothing unless it knows an end.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_FORMAT_H
#define FIRMCOP_BINSCAN_FORMAT_H

#include "binscan/Stream.h"
#include "binscan/Tree.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace firmcop::binscan {

class Threads;

/// Bytes that hint at a format, and how far they are from its first byte. The
/// first two must not both be zero: images are full of zeros.
struct Signature {
  std::string_view Magic;
  std::uint64_t Offset = 0;
  /// The signature stands near the end, and the format starts where the bytes
  /// that are searched do: a trailer behind something of any kind. It is tried
  /// before what lies in front of it; Candidate::start means nothing then.
  bool IsTrailer = false;
};

enum class Confidence : std::uint8_t {
  Low,  ///< damaged, or the format has little to check
  High, ///< the structure or a checksum confirms it, up to the end
};

/// Something recognised.
struct Match {
  std::uint64_t Start = 0;
  std::uint64_t Length = 0;
  Confidence Sure = Confidence::High;
  /// What a stream decoded to.
  std::optional<Blob> Content = std::nullopt;
  /// Where a device has the first byte in its address space, if that is known.
  std::optional<std::uint64_t> Address = std::nullopt;
  /// What is wrong with it, as the end of a sentence that starts with its
  /// name: "ends before its data does". Empty when all is well.
  std::string Damage = {};
  /// The damage is that a budget ran out: that of this stream ...
  bool HitLimit = false;
  /// ... or that of the whole image.
  bool HitTotal = false;
};

/// A place where a signature was seen.
class Candidate {
public:
  Candidate(Bytes Searched, std::uint64_t MagicAt, const Signature &Seen,
            const StreamLimits &Limits, std::uint64_t &Work)
      : Searched(Searched), MagicAt(MagicAt), Seen(Seen), Allowed(Limits),
        Work(Work) {}

  /// Everything that is searched.
  Bytes whole() const { return Searched; }
  /// From the first byte of the supposed format to the end.
  Bytes here() const { return Searched.from(start()); }
  std::uint64_t start() const { return MagicAt - Seen.Offset; }
  /// Where the signature itself stands, and what it is.
  std::uint64_t magicAt() const { return MagicAt; }
  std::string_view magic() const { return Seen.Magic; }
  const StreamLimits &limits() const { return Allowed; }

  /// Accounts for reading bytes beyond a fixed-size header. False when a search
  /// has become too expensive: then the answer is no match.
  bool spend(std::uint64_t Bytes) const {
    if (Work < Bytes) {
      Work = 0;
      return false;
    }
    Work -= Bytes;
    return true;
  }

  /// The match of the first \p Length bytes from here on.
  Match match(std::uint64_t Length, Confidence Sure = Confidence::High) const {
    return {start(), Length, Sure};
  }

  /// The match of a decoded stream, or nothing when so little came of it that
  /// it was probably none. \p Header is what precedes the decoder's input.
  std::optional<Match> match(Decoded Stream, std::uint64_t Header = 0) const;

private:
  Bytes Searched;
  std::uint64_t MagicAt;
  const Signature &Seen;
  const StreamLimits &Allowed;
  std::uint64_t &Work;
};

/// Takes down what a container holds.
class Unpacking {
public:
  Unpacking(const Blob &Input, const StreamLimits &Limits,
            std::uint64_t MaxEntries, Threads &Pool)
      : Input(Input), Left(Limits), EntriesLeft(MaxEntries), Pool(Pool) {}

  const Blob &blob() const { return Input; }
  Bytes bytes() const { return Input.bytes(); }
  /// Whose free threads may work on it; what comes out must not depend on that.
  Threads &threads() const { return Pool; }
  /// What the next stream of this container may decode to.
  const StreamLimits &limits() const { return Left; }

  /// Adds an entry of a file system or archive. \p Path is raw bytes; "." and
  /// empty components are dropped, directories that were not named are made,
  /// and a later entry replaces an earlier one of the same path. False when a
  /// budget is used up: stop then.
  bool addMember(std::string_view Path, FileAttributes File, Blob Content);

  /// Adds a range of the input, under a name. \p Address is where a device has
  /// it, if the container says so.
  bool addPart(std::string Name, std::uint64_t Offset, std::uint64_t Length,
               std::optional<std::uint64_t> Address = std::nullopt);

  /// Adds bytes that the input holds in several pieces or another form, under a
  /// name that is part of their path.
  bool addSegment(std::string Name, Blob Content,
                  std::optional<std::uint64_t> Address = std::nullopt);

  /// Adds the one content that the input holds in another form.
  bool addContent(std::string Name, Blob Content);

  /// Says that something could not be unpacked: the end of a sentence that
  /// starts with the container's name, without a period. Of many remarks only
  /// the first ones are kept.
  void damaged(std::string How);
  /// Says that an entry is larger than \c limits allows: "has the file 'x'".
  void tooLarge(const std::string &What);
  /// Says something that cost no content.
  void note(std::string What);

  struct Entry {
    std::optional<std::uint32_t> Parent; ///< index of another entry
    NodeKind Kind = NodeKind::Member;
    std::string Name;
    std::optional<FileAttributes> File;
    std::optional<std::uint64_t> Offset;
    std::optional<std::uint64_t> Address;
    Blob Content;
  };
  struct Remark {
    Stage Where;
    Level Severity;
    std::string Text;
    bool IsTotal = false; ///< a budget of the whole image is used up
  };
  std::vector<Entry> takeEntries() { return std::move(Entries); }
  std::vector<Remark> takeRemarks() { return std::move(Remarks); }

private:
  std::optional<std::uint32_t> add(Entry E);
  bool pay(std::uint64_t Bytes);
  void fill(std::string Reason);
  void remark(Stage Where, Level Severity, std::string Text);

  const Blob &Input;
  StreamLimits Left;
  std::uint64_t EntriesLeft;
  Threads &Pool;
  bool IsFull = false;
  std::vector<Entry> Entries;
  /// From a directory's index (none: the root) and a name to an entry.
  std::map<std::pair<std::optional<std::uint32_t>, std::string>, std::uint32_t>
      ByName;
  std::vector<Remark> Remarks;
};

/// A format; registers itself.
class Format {
public:
  using RecogniseFunction = std::optional<Match> (*)(const Candidate &);
  using UnpackFunction = void (*)(Unpacking &);

  /// What lies inside.
  enum class Inside : std::uint8_t {
    Nothing, ///< it is a leaf
    Stream,  ///< Match::Content
    Parts,   ///< named parts
    Files,   ///< a directory tree
    Search,  ///< anything, anywhere: a program or kernel
  };

  struct Declaration {
    std::string_view Name;        ///< "squashfs"
    std::string_view Description; ///< "SquashFS 4.0 file system"
    std::string_view MimeType;
    Inside Holds = Inside::Nothing;
    std::span<const Signature> Signatures;
    RecogniseFunction Recognise = nullptr;
    UnpackFunction Unpack = nullptr; ///< for Parts and Files
    /// Only multiples of this are where the format can start, counted from the
    /// first byte that is searched. Short signatures of formats that say so
    /// cost little.
    std::uint64_t Alignment = 1;
  };

  /// The Alignment of what is only found as a whole file.
  static constexpr std::uint64_t AtStart = UINT64_MAX;

  explicit Format(Declaration D);

  const Declaration *operator->() const { return &Declared; }

  /// Every format, sorted by name.
  static const std::vector<const Format *> &all();
  /// Null when there is none of that name.
  static const Format *find(std::string_view Name);

private:
  Declaration Declared;
};

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_FORMAT_H
