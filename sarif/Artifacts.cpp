//===- sarif/Artifacts.cpp - run.artifacts, and references to it ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "sarif/Artifacts.h"

#include "sarif/Uri.h"

using namespace firmcop;

namespace {

constexpr std::string_view SourceRoot = "%SRCROOT%";

/// Path without the parent's path in front, where it has that.
std::string_view below(std::string_view Path, std::string_view Parent) {
  if (Path.size() > Parent.size() && Path.starts_with(Parent) &&
      Path[Parent.size()] == '/')
    Path.remove_prefix(Parent.size() + 1);
  return Path;
}

/// The artifact's parent; parents come first, so that following them ends.
const Artifact *parentOf(const Run &R, std::size_t Index) {
  auto Parent = R.Artifacts[Index].Parent;
  return Parent && *Parent < Index ? &R.Artifacts[*Parent] : nullptr;
}

Json fileLocation(std::string_view Path) {
  std::string Uri = uriFromPath(Path);
  if (Uri.empty())
    return nullptr;
  Json Result = {{"uri", Uri}};
  if (!Path.starts_with('/'))
    Result["uriBaseId"] = SourceRoot;
  return Result;
}

} // namespace

ArtifactTable::ArtifactTable(const Run &R) : Of(R) {
  for (std::size_t I = 0; I != R.Artifacts.size(); ++I)
    ByPath.try_emplace(R.Artifacts[I].Path, I);
}

Json ArtifactTable::locationOf(std::size_t Index) const {
  const Artifact &A = Of.Artifacts[Index];
  const Artifact *Parent = parentOf(Of, Index);
  if (!Parent)
    return fileLocation(A.Path);
  std::string Uri = uriFromPath(A.Path);
  // A piece without a usable name is told apart by its place in the table.
  if (Uri.empty())
    Uri = "part-" + std::to_string(Index);
  return {{"uri", std::move(Uri)}};
}

const Artifact *ArtifactTable::find(const Location &L) const {
  if (L.Artifact && *L.Artifact < Of.Artifacts.size())
    return &Of.Artifacts[*L.Artifact];
  auto Found = ByPath.find(L.Path);
  return Found == ByPath.end() ? nullptr : &Of.Artifacts[Found->second];
}

Json ArtifactTable::reference(const Location &L) const {
  if (const Artifact *A = find(L)) {
    std::size_t Index = A - Of.Artifacts.data();
    Json Result = locationOf(Index);
    if (!Result.is_null())
      Result["index"] = Index;
    return Result;
  }
  if (!L.Path.empty())
    return fileLocation(L.Path);
  // What is true of the whole input is said of what the user named.
  for (const Artifact &A : Of.Artifacts)
    if (A.IsTarget && !A.Path.empty())
      return reference(A.Path);
  return nullptr;
}

Json ArtifactTable::reference(std::string_view Path) const {
  if (Path.empty())
    return nullptr;
  Location L;
  L.Path = Path;
  return reference(L);
}

Json ArtifactTable::toJson() const {
  std::vector<bool> HasResult(Of.Artifacts.size());
  for (const Finding &F : Of.Findings)
    if (const Artifact *A = find(F.Where); A && F.Kind == Kind::Fail)
      HasResult[A - Of.Artifacts.data()] = true;

  Json Result = Json::array();
  for (std::size_t I = 0; I != Of.Artifacts.size(); ++I) {
    const Artifact &A = Of.Artifacts[I];
    Json Entry = Json::object();
    if (Json Where = locationOf(I); !Where.is_null())
      Entry["location"] = std::move(Where);
    if (parentOf(Of, I)) {
      Entry["parentIndex"] = *A.Parent;
      if (A.Offset)
        Entry["offset"] = *A.Offset;
    }
    if (A.Length || !A.Sha256.empty())
      Entry["length"] = A.Length;
    if (!A.MimeType.empty())
      Entry["mimeType"] = A.MimeType;
    if (!A.Sha256.empty())
      Entry["hashes"] = {{"sha-256", A.Sha256}};
    if (!A.Format.empty())
      Entry["properties"] = {{"format", A.Format}};
    if (A.IsTarget)
      Entry["roles"].push_back("analysisTarget");
    if (HasResult[I])
      Entry["roles"].push_back("resultFile");
    Result.push_back(std::move(Entry));
  }
  return Result;
}

std::string_view firmcop::innerPath(const Run &R, const Location &L) {
  if (!L.Artifact || *L.Artifact >= R.Artifacts.size())
    return L.Path;
  std::size_t Root = *L.Artifact;
  while (parentOf(R, Root))
    Root = *R.Artifacts[Root].Parent;
  const std::string &Outermost = R.Artifacts[Root].Path;
  return L.Path == Outermost ? std::string_view() : below(L.Path, Outermost);
}

Json firmcop::uriBases() {
  return {{std::string(SourceRoot),
           {{"description",
             {{"text", "The folder that all paths are relative to: the root of "
                       "the source tree or where the image lies."}}}}}};
}
