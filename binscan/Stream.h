//===- binscan/Stream.h - Decoding a compressed stream ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_STREAM_H
#define FIRMCOP_BINSCAN_STREAM_H

#include "binscan/Budget.h"
#include "binscan/Bytes.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace firmcop::binscan {

/// How decoding ended.
enum class StreamEnd : std::uint8_t {
  Complete,  ///< at the stream's own end, with its checksum right
  Truncated, ///< the input stopped first
  Corrupt,   ///< the input is not what the format allows
  Limit,     ///< the output went beyond its limits
};

/// A stream, as far as it could be decoded.
struct Decoded {
  StreamEnd How = StreamEnd::Corrupt;
  /// Bytes of input up to the end of the stream, or to where decoding stopped.
  std::uint64_t Consumed = 0;
  std::vector<std::uint8_t> Content;
};

/// Collects the output of a decoder that works in steps. A step's decoder is
/// called with the unread input and room for output, moves both forward, and
/// says whether to go on.
class StreamPump {
public:
  /// What a decoder's step came to.
  enum class Step : std::uint8_t { Progress, End, Error };
  struct State {
    const std::uint8_t *In;
    std::size_t InSize; ///< input not yet read
    std::uint8_t *Out;
    std::size_t OutSize; ///< room not yet filled
  };

  StreamPump(Bytes Input, const StreamLimits &Limits)
      : Input(Input), Limits(Limits) {}

  /// Runs \p Decode until the stream ends in one way or another.
  template <class Decoder> Decoded run(Decoder &&Decode) {
    constexpr std::size_t Room = std::size_t(1) << 18;
    constexpr std::size_t InStep = std::size_t(1) << 20;
    Decoded Result;
    // Not filled with zeros: most of what looks like a stream ends at once.
    const auto Buffer = std::make_unique_for_overwrite<std::uint8_t[]>(Room);
    for (;;) {
      const Bytes Rest = Input.from(Result.Consumed).first(InStep);
      State S{Rest.data(), static_cast<std::size_t>(Rest.size()), Buffer.get(),
              Room};
      const Step How = Decode(S);
      const std::uint64_t Read = Rest.size() - S.InSize;
      const std::size_t Written = Room - S.OutSize;
      Result.Consumed += Read;
      const std::uint64_t Allowed = Limits.allowed(Result.Consumed);
      if (Written > Allowed || Result.Content.size() > Allowed - Written) {
        Result.How = StreamEnd::Limit;
        return Result;
      }
      Result.Content.insert(Result.Content.end(), Buffer.get(),
                            Buffer.get() + Written);
      if (How != Step::Progress) {
        Result.How =
            How == Step::End ? StreamEnd::Complete : StreamEnd::Corrupt;
        return Result;
      }
      if (Read == 0 && Written == 0) {
        Result.How = Result.Consumed == Input.size() ? StreamEnd::Truncated
                                                     : StreamEnd::Corrupt;
        return Result;
      }
    }
  }

private:
  Bytes Input;
  StreamLimits Limits;
};

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_STREAM_H
