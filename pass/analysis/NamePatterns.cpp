//===- NamePatterns.cpp - Which patterns match a name ---------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/NamePatterns.h"

#include <algorithm>

using namespace llvm;

namespace polychrome {

namespace {

/// Alternatives in braces that one pattern may stand for, as in LLVM's SpecialCaseList.
constexpr std::size_t MaxAlternatives = 1024;

std::size_t commonLength(StringRef A, StringRef B) {
  auto [At, Other] = std::mismatch(A.begin(), A.end(), B.begin(), B.end());
  return At - A.begin();
}

} // namespace

Error NamePatterns::add(StringRef Pattern, std::size_t Number) {
  auto Text = std::make_unique<std::string>(Pattern);
  Expected<GlobPattern> Glob = GlobPattern::create(*Text, MaxAlternatives);
  if (!Glob)
    return Glob.takeError();
  StringRef Prefix = Pattern.take_until([](char C) { return StringRef("?*[{\\").contains(C); });
  ByPrefix[Prefix.str()].push_back({std::move(Text), std::move(*Glob), Number});
  return Error::success();
}

void NamePatterns::match(StringRef Name, function_ref<void(std::size_t)> Matched) const {
  // Prefixes of the name, longest first: of the keys up to what is left of it, the last
  // one is a prefix, or the next prefix is no longer than what they have in common.
  StringRef Left = Name;
  for (auto It = ByPrefix.upper_bound(Left); It != ByPrefix.begin();) {
    StringRef Prefix = (--It)->first;
    std::size_t Common = commonLength(Left, Prefix);
    if (Common != Prefix.size()) {
      Left = Left.take_front(Common);
      It = ByPrefix.upper_bound(Left);
      continue;
    }
    for (const Entry &E : It->second)
      if (E.Glob.match(Name))
        Matched(E.Number);
    Left = Prefix;
  }
}

} // namespace polychrome
