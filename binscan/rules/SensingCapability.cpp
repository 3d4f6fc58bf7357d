//===- binscan/rules/SensingCapability.cpp ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Content.h"
#include "binscan/DeviceTree.h"
#include "binscan/Literals.h"
#include "binscan/Programs.h"
#include "binscan/Rule.h"
#include "binscan/readers/Text.h"
#include "firmcop/Rules.h"

#include <array>
#include <map>
#include <set>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

/// What a mark in a program or a device tree says about the device.
struct Sign {
  std::string_view Mark;
  std::string_view Sensor;
};

/// Functions of the libraries that record; playing uses others.
constexpr auto Imports = std::to_array<Sign>({
    {"snd_pcm_readi", "microphone"},
    {"snd_pcm_readn", "microphone"},
    {"snd_pcm_mmap_readi", "microphone"},
    {"pa_simple_read", "microphone"},
    {"pcm_read", "microphone"},
    {"v4l2_open", "camera"},
    {"gps_read", "position of the device"},
    {"gps_stream", "position of the device"},
    {"fp_device_verify", "fingerprint reader"},
    {"fp_device_identify", "fingerprint reader"},
});

/// Device files and sentences of protocols.
constexpr auto Texts = std::to_array<Sign>({
    {"/dev/video", "camera"},
    {"$GPGGA", "position of the device"},
    {"$GPRMC", "position of the device"},
    {"$GNRMC", "position of the device"},
});
const Marks TextMarks([] {
  std::vector<std::string_view> All;
  for (const Sign &S : Texts)
    All.push_back(S.Mark);
  return All;
}());

/// Starts of "compatible" strings of sensors and their codecs.
constexpr auto Hardware = std::to_array<Sign>({
    {"ovti,", "camera"},
    {"sony,imx", "camera"},
    {"aptina,", "camera"},
    {"onnn,ar", "camera"},
    {"galaxycore,gc", "camera"},
    {"dmic-codec", "microphone"},
    {"invensense,ics43", "microphone"},
    {"u-blox,", "position of the device"},
    {"mediatek,mt3339", "position of the device"},
    {"sirf,", "position of the device"},
});

/// An image with more device trees than that is made for many devices, and none
/// of them says what this one has.
constexpr std::size_t MaxBoards = 8;

/// Each sensor with the first place that speaks of it.
using Found = std::map<std::string_view, std::pair<const Node *, std::string>>;

} // namespace

static void readProgram(const Node &N, const ElfFile &File, Found &All) {
  for (const Sign &S : Imports)
    if (File.imports(S.Mark))
      All.try_emplace(S.Sensor, &N, "calls " + std::string(S.Mark));
  std::set<std::size_t> Known; // in the table's order, not the file's
  MarkedBytes(N).find(TextMarks, [&](std::size_t Which, std::uint64_t) {
    Known.insert(Which);
  });
  for (const std::size_t I : Known)
    All.try_emplace(Texts[I].Sensor, &N, "knows " + std::string(Texts[I].Mark));
}

static void readHardware(const Node &Tree, const DeviceTreeNode &N,
                         unsigned Depth, Found &All) {
  const auto Status = N.text("status");
  if (Depth > 32 || (Status && *Status != "okay" && *Status != "ok"))
    return;
  if (const auto Names = N.property("compatible"))
    for (std::string_view Name : splitFields(Names->text(), '\0'))
      for (const Sign &S : Hardware)
        if (Name.starts_with(S.Mark))
          All.try_emplace(S.Sensor, &Tree, "describes " + printable(Name));
  for (const DeviceTreeNode &Child : N.Children)
    readHardware(Tree, Child, Depth + 1, All);
}

static void run(const Image &I, Report &R) {
  R.notApplicable("the image has no program and no device tree");
  Found All;
  for (const Program &P : elfFiles(I, R)) {
    R.checked(1, "programs");
    // What a library offers says nothing about who uses it.
    if (P.File->isProgram())
      readProgram(*P.Where, *P.File, All);
  }
  std::vector<const Node *> Trees = I.withFormat("dtb");
  if (Trees.size() > MaxBoards)
    Trees.clear();
  for (const Node *N : Trees)
    if (const auto Tree = readDeviceTree(N->bytes())) {
      R.checked(1, "device trees");
      readHardware(*N, *Tree, 0, All);
    }
  for (const auto &[Sensor, Where] : All)
    R.review({shownPath(I, *Where.first), std::string(Sensor), Where.second},
             I.at(*Where.first), std::string(Sensor));
}

static const ArtifactRule Registered(rules::SensingCapability, run);
