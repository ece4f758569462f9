//===- tool/together.cpp - Changes that only help together ----------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/together.hpp"

#include <algorithm>
#include <map>

namespace polychrome::tool {
namespace {

constexpr std::size_t most_changes = 4;

bool meets(const std::set<std::string> &changes, const std::set<std::string> &need) {
  return std::any_of(need.begin(), need.end(),
                     [&](const std::string &subject) { return changes.count(subject) != 0; });
}

/// The change that meets most needs first.
std::set<std::string> frees(needs open) {
  std::set<std::string> result;
  while (!open.empty() && result.size() <= most_changes) {
    std::map<std::string, std::size_t> met;
    for (const auto &need : open)
      for (const std::string &subject : need)
        ++met[subject];
    const auto most = std::max_element(
        met.begin(), met.end(), [](const auto &x, const auto &y) { return x.second < y.second; });
    result.insert(most->first);
    std::erase_if(open, [&](const auto &need) { return need.count(most->first) != 0; });
  }
  return result;
}

} // namespace

few_changes together(const std::vector<needs> &pairs,
                     const std::function<bool(const std::string &)> &can_be_told) {
  few_changes best;
  std::set<std::set<std::string>> tried;
  for (const needs &pair : pairs) {
    const std::set<std::string> changes = frees(pair);
    if (changes.size() > most_changes || !tried.insert(changes).second ||
        !std::all_of(changes.begin(), changes.end(), can_be_told))
      continue;
    const auto freed = std::count_if(pairs.begin(), pairs.end(), [&](const needs &other) {
      return std::all_of(other.begin(), other.end(),
                         [&](const auto &need) { return meets(changes, need); });
    });
    if (std::size_t(freed) > best.freed)
      best = {changes, std::size_t(freed)};
  }
  return best;
}

} // namespace polychrome::tool
