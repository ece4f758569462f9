//===- Path.cpp - Printing symbolic addresses -----------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The text form of a Path, for listings and tests only: nothing parses it.
//
//===----------------------------------------------------------------------===//

#include "pass/model/Path.h"

#include <algorithm>

namespace polychrome::model {

static std::string rootText(const Path &P) {
  switch (P.Kind) {
  case Root::Param:
    return "param" + std::to_string(P.Index);
  case Root::Global:
    return "global " + P.Name;
  case Root::Function:
    return "function " + P.Name;
  case Root::Local:
    return "local" + std::to_string(P.Index);
  case Root::CallResult:
    return "call" + std::to_string(P.Index);
  case Root::Resource:
    return "resource " + P.Name;
  case Root::Unknown:
    return "unknown";
  }
  return "unknown";
}

static std::string offsetText(std::int64_t Offset) {
  return Offset == UnknownOffset ? "?" : std::to_string(Offset);
}

bool Path::restores(const Path &Where) const {
  if (Offset != 0 || Span != 0 || Where.Offset == UnknownOffset || Where.Span ||
      Kind != Where.Kind || Index != Where.Index || Name != Where.Name ||
      Loads.size() != Where.Loads.size() + 1 || Loads.back().Offset != Where.Offset)
    return false;
  return std::equal(Where.Loads.begin(), Where.Loads.end(), Loads.begin(),
                    [](const Load &A, const Load &B) { return A.Offset == B.Offset; });
}

bool meet(const Path &A, std::uint64_t SizeA, std::int64_t B, std::uint64_t SizeB) {
  if (A.Offset == UnknownOffset || B == UnknownOffset)
    return true;
  bool ABegins = SizeB == UnknownSize || A.Offset < B + std::int64_t(SizeB);
  bool BBegins = SizeA == UnknownSize || B < A.Offset + std::int64_t(A.Span + SizeA);
  return ABegins && BBegins;
}

std::string str(const Path &P) {
  std::string Text = rootText(P);
  // An owning load reads "=>": what follows is reached through its owner only.
  for (const Load &L : P.Loads)
    Text += "[" + offsetText(L.Offset) + (L.Owning ? "]=>" : "]->");
  if (P.Offset == UnknownOffset || P.Offset > 0)
    Text += "+";
  if (P.Offset != 0)
    Text += offsetText(P.Offset);
  if (P.Span != 0)
    Text += ".." + std::to_string(P.Span);
  return Text;
}

} // namespace polychrome::model
