//===- binscan/readers/FitImage.h - What a FIT image signs ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A FIT image is a device tree. Under "images" are the parts with their hashes;
// under "configurations" is which parts belong together. A signature of a part
// covers its data. A signature of a configuration covers the *tree*: the nodes
// of the configuration and of the parts that it names, hashes included but data
// excluded, as the bytes that these nodes have in the tree's structure block
// (U-Boot, doc/usage/fit/signature.rst). So the data is bound by the hash, the
// hash by the signature.
//
// Which nodes are covered stands in "hashed-nodes", and a boot loader that
// believes this list can be told a short one. So the list that a configuration
// needs is computed here and compared.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_FITIMAGE_H
#define FIRMCOP_BINSCAN_READERS_FITIMAGE_H

#include "binscan/DeviceTree.h"
#include "binscan/Signature.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firmcop::binscan {

/// "sha256,rsa2048" with what belongs to it.
struct FitSignature {
  std::string_view Algorithm;
  std::string_view KeyName; ///< key-name-hint; may be empty
  Bytes Value;
  /// Nothing where the algorithm is not one of U-Boot's.
  std::optional<HashKind> Hash;
  SignatureScheme Scheme = SignatureScheme::RsaPkcs1;
  /// Of "rsa2048"; 0 for other algorithms.
  unsigned RsaBits = 0;
  /// What is signed, in pieces; empty when that cannot be computed.
  std::vector<Bytes> Covered;
};

struct FitHash {
  std::string_view Algorithm;
  Bytes Value;
};

/// A part of the image.
struct FitPart {
  std::string_view Name;
  std::optional<Bytes> Data; ///< nothing where it lies outside of the image
  std::vector<FitHash> Hashes;
  std::vector<FitSignature> Signatures;
};

struct FitConfiguration {
  std::string_view Name;
  std::vector<std::string_view> Parts; ///< that it names and that exist
  std::vector<FitSignature> Signatures;
  /// Nodes, as paths, that the configuration uses and that one of its
  /// signatures leaves out.
  std::vector<std::string> Uncovered;
};

/// Views point into the bytes that were read.
struct FitImage {
  std::vector<FitPart> Parts;
  std::vector<FitConfiguration> Configurations;
  std::string_view Default; ///< may be empty

  const FitPart *part(std::string_view Name) const;
  bool hasSignedConfiguration() const;
};

/// Reads a FIT image; nothing if it is none.
std::optional<FitImage> readFitImage(Bytes Image);

/// Where the data of a child of "images" is in a FIT image of these bytes;
/// nothing where the node does not say.
struct FitExtent {
  std::uint64_t Offset = 0;
  std::uint64_t Length = 0;
};
std::optional<FitExtent> fitDataOf(const DeviceTreeNode &Part, Bytes Image);

/// A key of a boot loader's own device tree: a child of "/signature".
struct FitKey {
  std::string_view Name;     ///< key-name-hint, or the node's name
  std::string_view Required; ///< "conf", "image", or empty
  std::optional<PublicKey> Key;
};
std::vector<FitKey> readFitKeys(const DeviceTreeNode &Root);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_FITIMAGE_H
