//===- binscan/readers/FitImage.cpp - What a FIT image signs ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/FitImage.h"

#include "binscan/readers/Text.h"

#include <algorithm>
#include <set>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

using Paths = std::set<std::string, std::less<>>;
using Names = std::set<std::string_view>;

/// Each signature of a configuration costs a walk over the tree; real images
/// have one or two for each of a few boards.
constexpr std::size_t MaxSignatures = 64;

constexpr std::uint64_t align4(std::uint64_t Value) {
  return (Value + 3) / 4 * 4;
}

/// The strings of a property that is a list of them.
std::vector<std::string_view> stringsOf(Bytes Value) {
  std::vector<std::string_view> All;
  std::string_view Text = Value.text();
  while (!Text.empty()) {
    const std::size_t End = std::min(Text.find('\0'), Text.size());
    All.push_back(Text.substr(0, End));
    Text.remove_prefix(std::min(End + 1, Text.size()));
  }
  return All;
}

/// Walks the structure block (Devicetree Specification, section 5.4) and keeps
/// what a signature over some nodes covers: these nodes' tags, their properties
/// but the data, and of their children where they begin and end.
class Coverage {
public:
  Coverage(Bytes Tree, const Paths &Nodes) : Tree(Tree), Nodes(Nodes) {}

  std::optional<std::vector<Bytes>> run() {
    const std::optional<std::uint32_t> At = Tree.u32be(8);
    if (!At || !Tree.contains(*At, 0))
      return std::nullopt;
    std::uint64_t Next = *At;
    while (Next < Tree.size()) {
      const std::uint64_t Start = Next;
      const std::optional<std::uint32_t> Tag = Tree.u32be(Start);
      const bool IsIn = Tag && step(*Tag, Next);
      if (!Tag || Next == Start)
        return std::nullopt;
      if (IsIn)
        Pieces.push_back(Tree.from(Start).first(Next - Start));
      if (*Tag == End)
        return std::move(Pieces);
    }
    return std::nullopt;
  }

private:
  enum : std::uint32_t {
    BeginNode = 1,
    EndNode = 2,
    Property = 3,
    Nop = 4,
    End = 9,
  };
  /// How much of a node is covered.
  enum class Part : std::uint8_t { Nothing, Frame, Whole };

  /// Moves \p At behind a tag; says whether the tag is covered. Leaves \p At
  /// where it is when the tag is none.
  bool step(std::uint32_t Tag, std::uint64_t &At) {
    switch (Tag) {
    case BeginNode:
      return beginNode(At);
    case EndNode: {
      if (Open.empty())
        return false;
      const Part Of = Open.back().second;
      Path.resize(Open.back().first);
      Open.pop_back();
      At += 4;
      return Of != Part::Nothing;
    }
    case Property:
      return property(At);
    case Nop:
      At += 4;
      return !Open.empty() && Open.back().second == Part::Whole;
    case End:
      At += 4;
      return true;
    default:
      return false;
    }
  }

  bool beginNode(std::uint64_t &At) {
    constexpr std::uint64_t MaxName = 256, MaxDepth = 64;
    const std::optional<std::string_view> Name = Tree.cString(At + 4, MaxName);
    if (!Name || Open.size() >= MaxDepth)
      return false;
    const Part Around = Open.empty() ? Part::Nothing : Open.back().second;
    const std::size_t Length = Path.size();
    if (!Open.empty())
      Path += '/';
    Path += *Name;
    const bool IsListed = Nodes.contains(Path.empty() ? "/" : Path);
    const Part Of = IsListed                ? Part::Whole
                    : Around == Part::Whole ? Part::Frame
                                            : Part::Nothing;
    Open.emplace_back(Length, Of);
    At = align4(At + 4 + Name->size() + 1);
    return Of != Part::Nothing;
  }

  bool property(std::uint64_t &At) {
    const std::optional<std::uint32_t> Length = Tree.u32be(At + 4);
    const std::optional<std::uint32_t> NameAt = Tree.u32be(At + 8);
    const std::optional<std::uint32_t> Strings = Tree.u32be(12);
    if (!Length || !NameAt || !Strings || !Tree.contains(At + 12, *Length))
      return false;
    constexpr std::uint64_t MaxName = 256;
    const std::optional<std::string_view> Name =
        Tree.cString(std::uint64_t(*Strings) + *NameAt, MaxName);
    At = align4(At + 12 + *Length);
    const bool IsData = !Name || *Name == "data" || *Name == "data-size" ||
                        *Name == "data-position" || *Name == "data-offset";
    return !IsData && !Open.empty() && Open.back().second == Part::Whole;
  }

  Bytes Tree;
  const Paths &Nodes;
  std::vector<Bytes> Pieces;
  std::string Path;
  /// Of each open node, the length of its parent's path, and what is covered.
  std::vector<std::pair<std::size_t, Part>> Open;
};

FitSignature readSignature(const DeviceTreeNode &Node, Bytes Value) {
  FitSignature S;
  S.Value = Value;
  S.Algorithm = Node.text("algo").value_or("");
  S.KeyName = Node.text("key-name-hint").value_or("");
  const std::size_t Comma = std::min(S.Algorithm.find(','), S.Algorithm.size());
  S.Hash = hashNamed(S.Algorithm.substr(0, Comma));
  const std::string_view Crypto =
      S.Algorithm.substr(std::min(Comma + 1, S.Algorithm.size()));
  if (Crypto.starts_with("rsa"))
    S.RsaBits = static_cast<unsigned>(readNumber(Crypto.substr(3)).value_or(0));
  else if (Crypto.starts_with("ecdsa"))
    S.Scheme = SignatureScheme::EcdsaPlain;
  else
    S.Hash.reset();
  if (Node.text("padding") == "pss" && S.RsaBits != 0)
    S.Scheme = SignatureScheme::RsaPss;
  return S;
}

bool isSignature(const DeviceTreeNode &Node) {
  return Node.Name.starts_with("signature") && Node.property("value");
}

FitPart readPart(const DeviceTreeNode &Node, Bytes Image) {
  FitPart Part;
  Part.Name = Node.Name;
  if (const std::optional<FitExtent> At = fitDataOf(Node, Image))
    Part.Data = Image.slice(At->Offset, At->Length);
  for (const DeviceTreeNode &Child : Node.Children) {
    const std::optional<Bytes> Value = Child.property("value");
    if (!Value)
      continue;
    if (isSignature(Child)) {
      FitSignature S = readSignature(Child, *Value);
      if (Part.Data)
        S.Covered = {*Part.Data};
      Part.Signatures.push_back(std::move(S));
    } else if (Child.Name.starts_with("hash")) {
      Part.Hashes.push_back({Child.text("algo").value_or(""), *Value});
    }
  }
  return Part;
}

/// The parts that a configuration names: all of its texts that are names of
/// parts, but for those that describe it.
std::vector<std::string_view> partsOf(const DeviceTreeNode &Configuration,
                                      const Names &Images) {
  Names Named;
  for (const DeviceTreeNode::Property &P : Configuration.Properties) {
    if (P.Name == "description" || P.Name == "compatible" ||
        P.Name == "default")
      continue;
    for (const std::string_view Name : stringsOf(P.Value))
      if (Images.contains(Name))
        Named.insert(Name);
  }
  return {Named.begin(), Named.end()};
}

/// The nodes that a signature of the configuration has to cover.
Paths neededNodes(const FitConfiguration &C, const DeviceTreeNode &Images) {
  Paths Needed = {"/", "/configurations/" + std::string(C.Name)};
  for (const std::string_view Part : C.Parts) {
    const auto Node =
        std::ranges::find(Images.Children, Part, &DeviceTreeNode::Name);
    if (Node == Images.Children.end())
      continue;
    const std::string Path = "/images/" + std::string(Part);
    Needed.insert(Path);
    for (const DeviceTreeNode &Child : Node->Children)
      if (Child.Name.starts_with("hash") || Child.Name == "cipher")
        Needed.insert(Path + "/" + std::string(Child.Name));
  }
  return Needed;
}

FitConfiguration readConfiguration(const DeviceTreeNode &Node,
                                   const DeviceTreeNode &Images,
                                   const Names &Parts, Bytes Tree,
                                   std::size_t &SignaturesLeft) {
  FitConfiguration C;
  C.Name = Node.Name;
  C.Parts = partsOf(Node, Parts);
  Paths Uncovered;
  for (const DeviceTreeNode &Child : Node.Children) {
    if (!isSignature(Child) || SignaturesLeft == 0)
      continue;
    --SignaturesLeft;
    const Paths Needed = neededNodes(C, Images);
    FitSignature S = readSignature(Child, *Child.property("value"));
    Paths Covered;
    for (const std::string_view Path :
         stringsOf(Child.property("hashed-nodes").value_or(Bytes())))
      Covered.emplace(Path);
    std::ranges::set_difference(Needed, Covered,
                                std::inserter(Uncovered, Uncovered.end()));
    if (auto Pieces = Coverage(Tree, Covered).run()) {
      S.Covered = std::move(*Pieces);
      // <offset, size> of the strings block; the offset is always zero.
      const Bytes Strings = Child.property("hashed-strings").value_or(Bytes());
      if (const auto Size = Strings.u32be(4))
        if (const auto Block = Tree.slice(Tree.u32be(12).value_or(0), *Size))
          S.Covered.push_back(*Block);
    }
    C.Signatures.push_back(std::move(S));
  }
  C.Uncovered.assign(Uncovered.begin(), Uncovered.end());
  return C;
}

} // namespace

const FitPart *FitImage::part(std::string_view Name) const {
  const auto I = std::ranges::find(Parts, Name, &FitPart::Name);
  return I == Parts.end() ? nullptr : &*I;
}

bool FitImage::hasSignedConfiguration() const {
  return std::ranges::any_of(Configurations, [](const FitConfiguration &C) {
    return !C.Signatures.empty();
  });
}

std::optional<FitExtent> binscan::fitDataOf(const DeviceTreeNode &Part,
                                            Bytes Image) {
  if (const std::optional<Bytes> Data = Part.property("data"))
    return FitExtent{static_cast<std::uint64_t>(Data->data() - Image.data()),
                     Data->size()};
  const std::optional<std::uint32_t> Length = Part.number("data-size");
  if (!Length)
    return std::nullopt;
  if (const std::optional<std::uint32_t> At = Part.number("data-position"))
    return FitExtent{*At, *Length};
  if (const std::optional<std::uint32_t> At = Part.number("data-offset"))
    return FitExtent{align4(Image.u32be(4).value_or(0)) + *At, *Length};
  return std::nullopt;
}

std::optional<FitImage> binscan::readFitImage(Bytes Image) {
  const std::optional<DeviceTreeNode> Root = readDeviceTree(Image);
  const DeviceTreeNode *Images = Root ? Root->find("images") : nullptr;
  const DeviceTreeNode *Configurations =
      Root ? Root->find("configurations") : nullptr;
  if (!Images || !Configurations)
    return std::nullopt;
  FitImage Fit;
  Fit.Default = Configurations->text("default").value_or("");
  Names Parts;
  for (const DeviceTreeNode &Child : Images->Children) {
    Fit.Parts.push_back(readPart(Child, Image));
    Parts.insert(Child.Name);
  }
  const Bytes Tree = Image.first(*Image.u32be(4));
  std::size_t SignaturesLeft = MaxSignatures;
  for (const DeviceTreeNode &Child : Configurations->Children)
    Fit.Configurations.push_back(
        readConfiguration(Child, *Images, Parts, Tree, SignaturesLeft));
  return Fit;
}

std::vector<FitKey> binscan::readFitKeys(const DeviceTreeNode &Root) {
  std::vector<FitKey> Keys;
  const DeviceTreeNode *Signature = Root.find("signature");
  if (!Signature)
    return Keys;
  for (const DeviceTreeNode &Node : Signature->Children) {
    FitKey Key;
    Key.Name = Node.text("key-name-hint").value_or(Node.Name);
    Key.Required = Node.text("required").value_or("");
    constexpr std::uint64_t UsualExponent = 65537;
    if (const auto Modulus = Node.property("rsa,modulus")) {
      const auto Exponent = Node.property("rsa,exponent");
      Key.Key = rsaPublicKey(
          *Modulus, Exponent ? Exponent->u64be(0).value_or(UsualExponent)
                             : UsualExponent);
    } else if (const auto Curve = Node.text("ecdsa,curve")) {
      Key.Key =
          ecPublicKey(*Curve, Node.property("ecdsa,x-point").value_or(Bytes()),
                      Node.property("ecdsa,y-point").value_or(Bytes()));
    }
    Keys.push_back(std::move(Key));
  }
  return Keys;
}
