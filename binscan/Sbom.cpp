//===- binscan/Sbom.cpp - The components as CycloneDX -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Sbom.h"

#include "binscan/Components.h"
#include "binscan/Content.h"
#include "sarif/AtomicFile.h"
#include "sarif/Product.h"
#include "sarif/Sha256.h"

#include <algorithm>
#include <ostream>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

struct Identity {
  std::string_view Product, Type;
  char Part;
  std::string_view CpeVendor, CpeProduct;
};
constexpr Identity Identities[] = {
#define IDENTITY(PRODUCT, TYPE, PART, VENDOR, NAME)                            \
  {PRODUCT, TYPE, PART, VENDOR, NAME},
#include "binscan/data/ComponentIdentities.inc"
#undef IDENTITY
};

const Identity *identityOf(const Component &C) {
  // A package is what its distribution made of a product.
  if (C.From == ComponentSource::Packages)
    return nullptr;
  const auto Known = std::ranges::find(Identities, C.Name, &Identity::Product);
  return Known == std::end(Identities) ? nullptr : &*Known;
}

/// Percent-encoded as package URLs want it.
std::string encoded(std::string_view Text) {
  std::string Result;
  for (const char C : Text) {
    const bool Plain = (C >= 'a' && C <= 'z') || (C >= 'A' && C <= 'Z') ||
                       (C >= '0' && C <= '9') || C == '.' || C == '-' ||
                       C == '_' || C == '~';
    static constexpr char Hex[] = "0123456789ABCDEF";
    const auto Byte = static_cast<unsigned char>(C);
    if (Plain)
      Result += C;
    else
      (Result += '%') += {Hex[Byte >> 4], Hex[Byte & 15]};
  }
  return Result;
}

/// "pkg:deb/debian/zlib1g@1:1.2.13", "pkg:generic/openssl@1.0.2k".
std::string packageUrl(const Component &C, std::string_view Distribution) {
  std::string Name = C.Name;
  std::ranges::transform(Name, Name.begin(), [](char Letter) {
    return Letter >= 'A' && Letter <= 'Z' ? static_cast<char>(Letter + 32)
           : Letter == ' '                ? '-'
                                          : Letter;
  });
  std::string Url = "pkg:";
  if (C.PackageType.empty())
    Url += "generic/";
  else if (C.PackageType == "opkg")
    Url += "opkg/";
  else
    (Url += C.PackageType) += "/" + std::string(Distribution) + "/";
  return Url + encoded(Name) + "@" + encoded(C.Version);
}

/// CPE 2.3 as formatted string; characters beyond the plain ones are escaped.
std::string cpeOf(const Identity &Id, std::string_view Version) {
  std::string Escaped;
  for (const char C : Version) {
    const bool Plain = (C >= 'a' && C <= 'z') || (C >= 'A' && C <= 'Z') ||
                       (C >= '0' && C <= '9') || C == '.' || C == '-' ||
                       C == '_';
    if (!Plain)
      Escaped += '\\';
    Escaped += C;
  }
  return std::string("cpe:2.3:") + Id.Part + ":" + std::string(Id.CpeVendor) +
         ":" + std::string(Id.CpeProduct) + ":" + Escaped + ":*:*:*:*:*:*:*";
}

Json evidenceOf(const Image &I, const Component &C) {
  const bool IsListed = C.From != ComponentSource::Phrase;
  // What a program says of itself may be left over from another version.
  const double Confidence = IsListed ? 1.0 : 0.8;
  Json Occurrence = {{"location", I.path(*C.Where)}};
  if (C.At.Length != 0)
    Occurrence["offset"] = C.At.Offset;
  return {
      {"identity",
       Json::array({{{"field", "version"},
                     {"confidence", Confidence},
                     {"methods",
                      Json::array({{{"technique", IsListed ? "manifest-analysis"
                                                           : "binary-analysis"},
                                    {"confidence", Confidence},
                                    {"value", C.Version}}})}}})},
      {"occurrences", Json::array({std::move(Occurrence)})}};
}

Json componentOf(const Image &I, const Component &C, std::string_view Reference,
                 std::string_view Distribution) {
  const Identity *Id = identityOf(C);
  Json Result = {{"type", Id ? Id->Type : "library"},
                 {"bom-ref", Reference},
                 {"name", C.Name},
                 {"version", C.Version},
                 {"purl", packageUrl(C, Distribution)},
                 {"evidence", evidenceOf(I, C)}};
  if (Id)
    Result["cpe"] = cpeOf(*Id, C.Version);
  return Result;
}

/// The vendor of the packages, as package URLs call it.
std::string_view distributionOf(const std::vector<Component> &All) {
  for (const Component &C : All)
    if (C.From == ComponentSource::OsRelease)
      return C.Name == "Ubuntu"         ? "ubuntu"
             : C.Name == "Alpine Linux" ? "alpine"
             : C.Name == "OpenWrt"      ? "openwrt"
                                        : "debian";
  return std::ranges::any_of(
             All, [](const Component &C) { return C.PackageType == "apk"; })
             ? "alpine"
             : "debian";
}

/// A UUID of version 8 (RFC 9562), made of a digest.
std::string uuidOf(std::string_view Text) {
  std::string Hex = sha256Hex(Text).substr(0, 32);
  Hex[12] = '8';
  Hex[16] = "89ab"[Hex[16] % 4];
  for (const std::size_t Dash : {20, 16, 12, 8})
    Hex.insert(Dash, "-");
  return "urn:uuid:" + Hex;
}

} // namespace

std::string Sbom::partOf(const Image &I, std::size_t Number,
                         std::chrono::sys_days Today) {
  const std::vector<Component> All = findComponents(I);
  const std::string_view Distribution = distributionOf(All);
  const bool IsMaintained = isMaintainedDistribution(All, Today);
  const std::string ImageReference = "image-" + std::to_string(Number);
  Json Images = Json::array(), Components = Json::array(),
       Dependencies = Json::array(), Compositions = Json::array(),
       Vulnerabilities = Json::array();
  Json References = Json::array();
  for (const Component &C : All) {
    const std::string Reference =
        ImageReference + "/" + packageUrl(C, Distribution);
    References.push_back(Reference);
    Components.push_back(componentOf(I, C, Reference, Distribution));
    if (IsMaintained || C.From != ComponentSource::Phrase)
      continue;
    for (const Vulnerability &V : vulnerabilitiesOf(C.Name, C.Version))
      Vulnerabilities.push_back(
          {{"bom-ref", Reference + "/" + std::string(V.Id)},
           {"id", V.Id},
           {"description", V.Effect},
           {"recommendation", "Move to " + std::string(V.Fixed) + " or later."},
           {"analysis", {{"state", "in_triage"}}},
           {"affects", Json::array({{{"ref", Reference}}})}});
  }
  Images.push_back({{"type", "firmware"},
                    {"bom-ref", ImageReference},
                    {"name", escapeName(I.root().Name)},
                    {"hashes", Json::array({{{"alg", "SHA-256"},
                                             {"content", I.root().Sha256}}})}});
  Compositions.push_back(
      {{"aggregate", I.complete() ? "unknown" : "incomplete"},
       {"assemblies", Json::array({ImageReference})}});
  Dependencies.push_back(
      {{"ref", ImageReference}, {"dependsOn", std::move(References)}});
  const Json Part = {{"images", std::move(Images)},
                     {"components", std::move(Components)},
                     {"dependencies", std::move(Dependencies)},
                     {"compositions", std::move(Compositions)},
                     {"vulnerabilities", std::move(Vulnerabilities)}};
  return toText(Part);
}

void Sbom::add(std::string_view Part) {
  const Json Added = Json::parse(Part, nullptr, /*allow_exceptions=*/false);
  if (!Added.is_object())
    return;
  for (const char *Name : {"images", "components", "dependencies",
                           "compositions", "vulnerabilities"}) {
    Json &All = Parts.emplace(Name, Json::array()).first.value();
    if (const auto Found = Added.find(Name);
        Found != Added.end() && Found->is_array())
      All.insert(All.end(), Found->begin(), Found->end());
  }
}

std::string Sbom::text() const {
  Json Tool = {{"type", "application"},
               {"name", "binscan"},
               {"group", "firmcop"},
               {"version", ProductVersion}};
  Json Metadata = {{"tools", {{"components", Json::array({std::move(Tool)})}}},
                   {"lifecycles", Json::array({{{"phase", "post-build"}}})}};
  const auto Part = [&](const char *Name) {
    return Parts.value(Name, Json::array());
  };
  const Json Images = Part("images");
  Json All = Part("components");
  if (Images.size() == 1)
    Metadata["component"] = Images.front();
  else
    All.insert(All.begin(), Images.begin(), Images.end());
  Json Document = {
      {"$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json"},
      {"bomFormat", "CycloneDX"},
      {"specVersion", "1.6"},
      {"version", 1},
      {"metadata", std::move(Metadata)},
      {"components", std::move(All)},
      {"dependencies", Part("dependencies")},
      {"compositions", Part("compositions")},
      {"vulnerabilities", Part("vulnerabilities")}};
  Document["serialNumber"] = uuidOf(toText(Document));
  return toText(Document);
}

std::optional<Problem> Sbom::write(const std::filesystem::path &File) const {
  return writeFileAtomically(File, [&](std::ostream &Out) { Out << text(); });
}
