//===- binscan/Serial.cpp - A run as bytes ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each structure lists its fields once, in a function that both the writer and
// the reader go through; so they cannot disagree.
//
//===----------------------------------------------------------------------===//

#include "binscan/Serial.h"

#include "binscan/Bytes.h"

#include <concepts>
#include <type_traits>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

class Writer {
public:
  static constexpr bool IsReading = false;
  std::string Out;

  void number(std::uint64_t Value) {
    for (unsigned Shift = 0; Shift != 64; Shift += 8)
      Out += static_cast<char>(Value >> Shift);
  }
  void text(const std::string &Text) {
    number(Text.size());
    Out += Text;
  }
};

class Reader {
public:
  static constexpr bool IsReading = true;
  bool IsGood = true;

  explicit Reader(std::string_view Text) : In(Text) {}

  std::uint64_t number() {
    const std::optional<std::uint64_t> Value = In.u64le(At);
    IsGood = IsGood && Value.has_value();
    At += Value ? sizeof(*Value) : 0;
    return Value.value_or(0);
  }
  /// A number of things that each take a byte at least.
  std::uint64_t count() {
    const std::uint64_t Count = number();
    IsGood = IsGood && Count <= In.size() - At;
    return IsGood ? Count : 0;
  }
  std::string text() {
    const std::uint64_t Size = count();
    const std::string_view Text = In.from(At).first(Size).text();
    At += Text.size();
    return std::string(Text);
  }
  bool isAtEnd() const { return IsGood && At == In.size(); }

private:
  Bytes In;
  std::uint64_t At = 0;
};

// Declared first, so that structures may hold each other.
template <class A> void fields(A &V, Artifact &X);
template <class A> void fields(A &V, Finding &X);
template <class A> void fields(A &V, FlowStep &X);
template <class A> void fields(A &V, RelatedLocation &X);
template <class A> void fields(A &V, Problem &X);
template <class A> void fields(A &V, Location &X);
template <class A> void fields(A &V, TextRegion &X);
template <class A> void fields(A &V, ByteRegion &X);
template <class A> void fields(A &V, Address &X);
template <class A> void fields(A &V, ImageResult &X);
template <class A> void fields(A &V, ExtractedFile &X);

template <class A, class T> void field(A &V, T &X) {
  if constexpr (std::is_enum_v<T> || std::integral<T>) {
    if constexpr (A::IsReading)
      X = static_cast<T>(V.number());
    else
      V.number(static_cast<std::uint64_t>(X));
  } else {
    fields(V, X);
  }
}

template <class A> void field(A &V, std::string &X) {
  if constexpr (A::IsReading)
    X = V.text();
  else
    V.text(X);
}

template <class A, class T> void field(A &V, std::optional<T> &X) {
  bool IsThere = X.has_value();
  field(V, IsThere);
  if (IsThere && !X)
    X.emplace();
  if (IsThere)
    field(V, *X);
}

template <class A, class T> void field(A &V, std::vector<T> &X) {
  if constexpr (A::IsReading) {
    // Not reserved: what a count promises need not come.
    for (std::uint64_t Left = V.count(); Left > 0 && V.IsGood; --Left)
      field(V, X.emplace_back());
  } else {
    V.number(X.size());
    for (T &Element : X)
      field(V, Element);
  }
}

/// Enumerations have no value that means nothing; this one is checked.
template <class A, class E> void upTo(A &V, E &X, E Last) {
  field(V, X);
  if constexpr (A::IsReading)
    if (static_cast<std::uint64_t>(X) > static_cast<std::uint64_t>(Last)) {
      V.IsGood = false;
      X = Last;
    }
}

template <class A, class... T> void each(A &V, T &...X) { (field(V, X), ...); }

/// A finding needs its rule to exist, so it is made of nothing but that first.
template <class A> void field(A &V, std::vector<Finding> &X) {
  if constexpr (A::IsReading) {
    for (std::uint64_t Left = V.count(); Left > 0 && V.IsGood; --Left) {
      const Rule *Of = findRule(V.text());
      V.IsGood = V.IsGood && Of != nullptr;
      if (!V.IsGood)
        return;
      X.emplace_back(*Of, std::vector<std::string>(), Location());
      fields(V, X.back());
    }
  } else {
    V.number(X.size());
    for (Finding &F : X) {
      V.text(std::string(F.Of.get().Id));
      fields(V, F);
    }
  }
}

template <class A> void fields(A &V, Artifact &X) {
  each(V, X.Path, X.Parent, X.Offset, X.Length, X.MimeType, X.Sha256, X.Format,
       X.IsTarget);
}

template <class A> void fields(A &V, Finding &X) {
  upTo(V, X.Kind, Kind::Informational);
  upTo(V, X.Level, Level::Error);
  each(V, X.Arguments, X.Where, X.Flow, X.Related, X.Evidence);
}

template <class A> void fields(A &V, FlowStep &X) {
  each(V, X.Where, X.Text, X.CallDepth);
}

template <class A> void fields(A &V, RelatedLocation &X) {
  each(V, X.Where, X.Text);
}

template <class A> void fields(A &V, Problem &X) {
  upTo(V, X.Where, Stage::Analysis);
  upTo(V, X.Severity, Level::Error);
  each(V, X.Path, X.Text);
}

template <class A> void fields(A &V, Location &X) {
  each(V, X.Path, X.Artifact);
  std::uint64_t Which = X.Region.index();
  field(V, Which);
  if (A::IsReading && Which == 1)
    X.Region.emplace<TextRegion>();
  else if (A::IsReading && Which == 2)
    X.Region.emplace<ByteRegion>();
  if (TextRegion *Text = std::get_if<TextRegion>(&X.Region))
    fields(V, *Text);
  else if (ByteRegion *Range = std::get_if<ByteRegion>(&X.Region))
    fields(V, *Range);
  each(V, X.Code, X.LogicalName, X.LineHash);
}

template <class A> void fields(A &V, TextRegion &X) {
  each(V, X.StartLine, X.StartColumn, X.EndLine, X.EndColumn, X.Snippet);
}

template <class A> void fields(A &V, ByteRegion &X) {
  each(V, X.Offset, X.Length);
}

template <class A> void fields(A &V, Address &X) {
  each(V, X.Absolute, X.Section, X.Function);
}

template <class A> void fields(A &V, ImageResult &X) {
  each(V, X.Found.Artifacts, X.Found.Findings, X.Found.Problems, X.Output,
       X.Components);
}

template <class A> void fields(A &V, ExtractedFile &X) {
  each(V, X.Place, X.PathInImage, X.Kind, X.Mode, X.Target, X.Sha256,
       X.RootDepth, X.Content);
}

template <class T> std::string write(const T &X) {
  Writer V;
  // The same function reads and writes, so it takes what it could change.
  fields(V, const_cast<T &>(X));
  return std::move(V.Out);
}

template <class T> std::optional<T> read(std::string_view Text) {
  Reader V(Text);
  T X;
  fields(V, X);
  return V.isAtEnd() ? std::optional(std::move(X)) : std::nullopt;
}

/// References between artifacts, and of locations to them, lead somewhere.
bool isConsistent(const Run &R) {
  const auto IsIn = [&](const Location &L) {
    return !L.Artifact || *L.Artifact < R.Artifacts.size();
  };
  for (std::size_t I = 0; I != R.Artifacts.size(); ++I)
    if (R.Artifacts[I].Parent && *R.Artifacts[I].Parent >= I)
      return false;
  for (const Finding &F : R.Findings) {
    if (!IsIn(F.Where))
      return false;
    for (const FlowStep &S : F.Flow)
      if (!IsIn(S.Where))
        return false;
    for (const RelatedLocation &L : F.Related)
      if (!IsIn(L.Where))
        return false;
  }
  return true;
}

} // namespace

std::string binscan::toBytes(const ImageResult &R) { return write(R); }
std::string binscan::toBytes(const ExtractedFile &F) { return write(F); }

std::optional<ImageResult> binscan::readImageResult(std::string_view Bytes) {
  std::optional<ImageResult> R = read<ImageResult>(Bytes);
  return R && isConsistent(R->Found) ? std::move(R) : std::nullopt;
}

std::optional<ExtractedFile>
binscan::readExtractedFile(std::string_view Bytes) {
  return read<ExtractedFile>(Bytes);
}
