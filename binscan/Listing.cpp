//===- binscan/Listing.cpp - Lists of what there is -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Listing.h"

#include "binscan/Extract.h"
#include "binscan/Rule.h"
#include "binscan/Text.h"
#include "binscan/readers/FileModes.h"
#include "binscan/readers/FlashLayout.h"
#include "binscan/readers/Text.h"

#include <algorithm>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <ostream>

using namespace firmcop;
using namespace firmcop::binscan;

using Json = nlohmann::ordered_json;

namespace {

std::string_view nameOf(NodeKind K) {
  switch (K) {
  case NodeKind::Image:
    return "image";
  case NodeKind::Chunk:
    return "chunk";
  case NodeKind::Content:
    return "content";
  case NodeKind::Member:
    return "member";
  case NodeKind::Unknown:
    return "unknown";
  case NodeKind::Padding:
    return "padding";
  }
  return "";
}

/// What a node is, in one word.
std::string_view kindOf(const Node &N) {
  if (!N.Format.empty())
    return N.Format;
  if (N.File)
    return nameOf(N.File->Type);
  if (!N.CodeFor.empty())
    return "code";
  return N.Kind == NodeKind::Padding || N.Kind == NodeKind::Unknown
             ? nameOf(N.Kind)
             : "data";
}

/// What the image calls the part of the flash in which \p N starts; null for
/// what is no range of a dump, or where it says nothing.
const FlashRegion *regionOf(const FlashLayout &L, const Node &N) {
  return N.Parent == NodeId(0) && N.Offset ? regionAt(L, *N.Offset) : nullptr;
}

void printNode(std::ostream &Out, const Image &Tree, const FlashLayout &Layout,
               const Node &N, unsigned Indent) {
  Out << std::left << std::setw(12) << (N.Offset ? hex(*N.Offset) : "-")
      << std::right << std::setw(11) << N.bytes().size() << "  " << std::left
      << std::setw(12) << kindOf(N) << ' ' << std::setw(12)
      << (N.Sha256.empty() ? "-" : N.Sha256.substr(0, 12)) << "  "
      << std::string(std::size_t(2) * Indent, ' ')
      << (N.Parent ? escapeName(N.Name) : N.Name);
  if (N.isDirectory())
    Out << '/';
  else if (N.File && N.File->Type == FileType::Symlink)
    Out << " -> " << escapeTarget(N.File->LinkTarget);
  if (!N.CodeFor.empty())
    Out << " (" << N.CodeFor << ')';
  if (const FlashRegion *R = regionOf(Layout, N))
    Out << " [" << printable(R->Name) << ']';
  Out << '\n';
  for (const NodeId Id : N.Children)
    printNode(Out, Tree, Layout, Tree.node(Id), Indent + 1);
}

Json toJson(const Image &Tree, const FlashLayout &Layout, const Node &N) {
  Json J;
  J["id"] = N.Id;
  if (N.Parent)
    J["parent"] = *N.Parent;
  J["path"] = Tree.path(N);
  J["kind"] = nameOf(N.Kind);
  if (!N.Format.empty())
    J["format"] = N.Format;
  if (!N.CodeFor.empty())
    J["codeFor"] = N.CodeFor;
  if (N.Offset)
    J["offset"] = *N.Offset;
  if (N.Address)
    J["address"] = *N.Address;
  if (const FlashRegion *R = regionOf(Layout, N))
    J["region"] = R->Name;
  J["length"] = N.bytes().size();
  if (!N.Sha256.empty())
    J["sha256"] = N.Sha256;
  J["depth"] = N.Depth;
  if (N.File) {
    J["type"] = nameOf(N.File->Type);
    if (N.File->HasMode) {
      J["mode"] = octal(N.File->Mode);
      J["uid"] = N.File->Uid;
      J["gid"] = N.File->Gid;
    }
    if (N.File->Type == FileType::Symlink)
      J["target"] = escapeTarget(N.File->LinkTarget);
    if (N.File->Type == FileType::CharDevice ||
        N.File->Type == FileType::BlockDevice)
      J["device"] = {N.File->DeviceMajor, N.File->DeviceMinor};
  }
  return J;
}

/// "97.3 %".
std::string share(std::uint64_t Part, std::uint64_t Total) {
  // Split so that nothing overflows for images of any size.
  const std::uint64_t Unit = std::max<std::uint64_t>(Total / 1000, 1);
  const std::uint64_t Tenths =
      Total < 1000 ? Part * 1000 / std::max<std::uint64_t>(Total, 1)
                   : std::min<std::uint64_t>(Part / Unit, 1000);
  return std::to_string(Tenths / 10) + '.' + std::to_string(Tenths % 10) + " %";
}

} // namespace

std::string_view binscan::nameOf(FileType T) {
  switch (T) {
  case FileType::Regular:
    return "file";
  case FileType::Directory:
    return "directory";
  case FileType::Symlink:
    return "symlink";
  case FileType::CharDevice:
    return "char-device";
  case FileType::BlockDevice:
    return "block-device";
  case FileType::Fifo:
    return "fifo";
  case FileType::Socket:
    return "socket";
  }
  return "";
}

void binscan::printTree(std::ostream &Out, const Image &Tree) {
  Out << std::left << std::setw(12) << "offset" << std::right << std::setw(11)
      << "size" << "  " << std::left << std::setw(12) << "kind" << ' '
      << std::setw(12) << "sha256" << "  name\n";
  printNode(Out, Tree, flashLayout(Tree), Tree.root(), 0);
}

std::string binscan::treeAsJson(const Unpacked &Image) {
  const FlashLayout Layout = flashLayout(Image.Tree);
  Json Nodes = Json::array();
  for (const Node &N : Image.Tree.nodes())
    Nodes.push_back(toJson(Image.Tree, Layout, N));
  Json Problems = Json::array();
  for (const Problem &P : Image.Problems)
    Problems.push_back({{"stage", toString(P.Where)},
                        {"level", toString(P.Severity)},
                        {"path", P.Path},
                        {"text", P.Text}});
  const Coverage &C = Image.Seen;
  const Json Object = {{"image", Image.Tree.root().Name},
                       {"complete", Image.Tree.complete()},
                       {"coverage",
                        {{"total", C.Total},
                         {"recognised", C.Recognised},
                         {"padding", C.Padding},
                         {"code", C.Code},
                         {"unknown", C.Unknown},
                         {"opaque", C.Opaque}}},
                       {"nodes", std::move(Nodes)},
                       {"problems", std::move(Problems)}};
  return Object.dump(2, ' ', false, Json::error_handler_t::replace);
}

void binscan::printJsonArray(std::ostream &Out,
                             std::span<const std::string> Objects) {
  Out << '[';
  for (std::size_t I = 0; I != Objects.size(); ++I)
    Out << (I == 0 ? "\n" : ",\n") << Objects[I];
  Out << "\n]\n";
}

void binscan::printManifest(std::ostream &Out,
                            std::span<const ManifestEntry> Entries) {
  Json All = Json::array();
  for (const ManifestEntry &E : Entries) {
    Json J = {{"path", E.File.PathInImage}, {"kind", E.File.Kind}};
    std::string Place;
    for (const std::string &Name : E.File.Place)
      Place += (Place.empty() ? "" : "/") + Name;
    if (E.NotWritten.empty())
      J["file"] = Place;
    else
      J["notWritten"] = E.NotWritten;
    if (!E.File.Mode.empty())
      J["mode"] = E.File.Mode;
    if (E.File.Kind == "symlink")
      J["target"] = escapeTarget(E.File.Target);
    if (E.File.Kind == "file")
      J["size"] = E.Size;
    if (!E.File.Sha256.empty())
      J["sha256"] = E.File.Sha256;
    All.push_back(std::move(J));
  }
  Out << All.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

void binscan::printRules(std::ostream &Out) {
  for (const ArtifactRule *R : ArtifactRule::all())
    Out << std::left << std::setw(40) << R->declaration().Id << ' '
        << std::setw(8) << toString(R->declaration().DefaultLevel) << ' '
        << R->declaration().Title << '\n';
}

void binscan::printRulesAsJson(std::ostream &Out) {
  Json All = Json::array();
  for (const ArtifactRule *R : ArtifactRule::all()) {
    const Rule &D = R->declaration();
    All.push_back({{"id", D.Id},
                   {"title", D.Title},
                   {"level", toString(D.DefaultLevel)},
                   {"precision", toString(D.Confidence)},
                   {"guidelines", D.Guidelines},
                   {"cwe", D.Cwes}});
  }
  Out << All.dump(2) << '\n';
}

void binscan::printCoverage(std::ostream &Out, const Unpacked &Image) {
  const Coverage &C = Image.Seen;
  std::uint64_t Files = 0;
  for (const Node &N : Image.Tree.nodes())
    Files += N.isRegularFile() ? 1 : 0;
  Out << Image.Tree.root().Name << ": " << size(C.Total) << ", "
      << share(C.Recognised, C.Total) << " recognised, "
      << share(C.Padding, C.Total) << " padding, " << share(C.Code, C.Total)
      << " bare code, " << share(C.Unknown, C.Total) << " unknown, "
      << share(C.Opaque, C.Total)
      << " encrypted or compressed in an unknown way; " << Files
      << (Files == 1 ? " file" : " files") << " inside.\n";
}
