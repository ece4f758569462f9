//===- tool/source_place.cpp - Whose code is this? ------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/source_place.hpp"

#include "pass/report/LibraryNames.h"

#include <algorithm>

namespace polychrome::tool {

user_access as_user_sees(const model::Effect &effect) {
  const std::vector<model::Frame> &via = effect.Via;
  // Position i is where step i happens: the calls in turn, then the access.
  const auto position = [&](std::size_t i) -> const model::Location & {
    return i < via.size() ? via[i].At : effect.At;
  };
  std::size_t last = via.size() + 1;
  while (last != 0 && inLibrary(position(last - 1)))
    --last;
  user_access result;
  result.of_user = last != 0;
  result.at = result.of_user ? position(last - 1) : effect.At;
  if (result.of_user && last - 1 < via.size())
    result.through = shortName(via[last - 1].Function);
  for (std::size_t i = 0; i + 1 < last; ++i)
    if (!inLibrary(via[i].At))
      result.calls.push_back({shortName(via[i].Function), via[i].At});
  return result;
}

bool is_of_user(const model::Effect &effect) {
  return !inLibrary(effect.At) ||
         std::any_of(effect.Via.rbegin(), effect.Via.rend(),
                     [](const model::Frame &call) { return !inLibrary(call.At); });
}

} // namespace polychrome::tool
