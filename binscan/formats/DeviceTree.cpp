//===- binscan/formats/DeviceTree.cpp - Device trees, FIT -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A FIT image is a device tree with a node "images" whose children each have
// their data as a property, or outside of the tree: "data-position" counts from
// the start of the image, "data-offset" from the tree's end, aligned to 4
// (U-Boot, doc/usage/fit/source_file_format.rst).
//
//===----------------------------------------------------------------------===//

#include "binscan/DeviceTree.h"

#include "binscan/Format.h"
#include "binscan/readers/FitImage.h"

#include <algorithm>

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {{"\xD0\x0D\xFE\xED"}};

namespace {

std::optional<DeviceTreeNode> read(const Candidate &C) {
  // What is compatible depends on the writer: dtc says 16, mkimage may say 2.
  constexpr std::uint32_t Version = 17, LeastCompatible = 1;
  const Bytes B = C.here();
  const std::optional<std::uint32_t> Total = B.u32be(4), Least = B.u32be(24);
  if (!Total || !Least || B.u32be(20) != Version || *Least < LeastCompatible ||
      *Least > Version || !C.spend(*Total))
    return std::nullopt;
  return readDeviceTree(B);
}

bool isFit(const DeviceTreeNode &Root) {
  return Root.find("images") && Root.find("configurations");
}

std::optional<Match> recogniseTree(const Candidate &C) {
  const std::optional<DeviceTreeNode> Root = read(C);
  if (!Root || isFit(*Root))
    return std::nullopt;
  return C.match(*C.here().u32be(4));
}

std::optional<Match> recogniseFit(const Candidate &C) {
  const std::optional<DeviceTreeNode> Root = read(C);
  if (!Root || !isFit(*Root))
    return std::nullopt;
  const Bytes B = C.here();
  std::uint64_t End = *B.u32be(4);
  bool IsWhole = true;
  for (const DeviceTreeNode &Image : Root->find("images")->Children)
    if (const std::optional<FitExtent> Data = fitDataOf(Image, B)) {
      IsWhole = IsWhole && B.contains(Data->Offset, Data->Length);
      End = std::max(End, Data->Offset + Data->Length);
    }
  if (IsWhole)
    return C.match(End);
  Match M = C.match(B.size(), Confidence::Low);
  M.Damage = "ends before the data of its images does; the file may be "
             "incomplete";
  return M;
}

void unpackFit(Unpacking &U) {
  const std::optional<DeviceTreeNode> Root = readDeviceTree(U.bytes());
  const DeviceTreeNode *Images = Root ? Root->find("images") : nullptr;
  if (!Images)
    return;
  for (const DeviceTreeNode &Image : Images->Children) {
    const std::optional<FitExtent> Data = fitDataOf(Image, U.bytes());
    if (Data && U.bytes().contains(Data->Offset, Data->Length) &&
        !U.addPart(std::string(Image.Name), Data->Offset, Data->Length))
      return;
  }
}

} // namespace

static const Format Tree({.Name = "dtb",
                          .Description = "flattened device tree",
                          .MimeType = "application/octet-stream",
                          .Holds = Format::Inside::Nothing,
                          .Signatures = Signatures,
                          .Recognise = recogniseTree});

static const Format Fit({.Name = "fit",
                         .Description = "U-Boot FIT image",
                         .MimeType = "application/octet-stream",
                         .Holds = Format::Inside::Parts,
                         .Signatures = Signatures,
                         .Recognise = recogniseFit,
                         .Unpack = unpackFit});
