//===- binscan/readers/RaucBundle.h - Bundles of RAUC -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A bundle of RAUC is a SquashFS, a CMS message, and the message's length in
// eight bytes, highest first (RAUC, "Reference", section "Bundle Formats"). In
// the format "plain" the message signs the file system as it is. In "verity" it
// encloses the manifest, which has the root of a hash tree over the file
// system; the tree lies between the two. The manifest is an ini file.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_RAUCBUNDLE_H
#define FIRMCOP_BINSCAN_READERS_RAUCBUNDLE_H

#include "binscan/Bytes.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firmcop::binscan {

struct RaucBundle {
  Bytes Signed; ///< everything before the message
  Bytes Message;
};

/// Splits a bundle; nothing when \p File does not end like one.
std::optional<RaucBundle> readRaucBundle(Bytes File);

struct RaucManifest {
  struct Slot {
    std::string_view Name; ///< "image.rootfs"
    std::string_view File;
    std::string_view Sha256; ///< hex; may be empty
  };
  std::string_view Format; ///< "plain", "verity", "crypt", or empty
  std::string_view VerityHash, VeritySalt; ///< hex
  std::uint64_t VeritySize = 0;            ///< of the tree
  std::vector<Slot> Slots;
};

/// Reads a manifest; views point into the text.
RaucManifest readRaucManifest(std::string_view Text);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_RAUCBUNDLE_H
