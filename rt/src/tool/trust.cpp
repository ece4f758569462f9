//===- tool/trust.cpp - Why two accesses are not in the way ---------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/trust.hpp"

#include "tool/layout.hpp"
#include "tool/source_place.hpp"
#include "tool/subject.hpp"
#include "tool/words.hpp"

#include <map>
#include <set>

namespace polychrome::tool {
namespace {

constexpr std::string_view promise = "[[polychrome::";

std::string at(const model::HandlerEffect &effect) {
  return short_place(as_user_sees(effect.What).at);
}

/// By what is promised, with the place of the promise: where the rows rely on it.
void add_promises(const model::Row &row, std::map<std::string, std::set<std::string>> &used) {
  for (const model::HandlerEffect &effect : row.Effects)
    if (effect.What.Assumed.starts_with(promise))
      used[with_short_paths(effect.What.Assumed)].insert(numbered(row) + " at " + at(effect));
}

std::map<std::string, std::string> commuting(const model::Row &row) {
  std::map<std::string, std::string> found;
  for (const model::HandlerEffect &effect : row.Effects)
    if (effect.What.How == model::Mode::Commute && effect.What.Tag.Access != model::ReferenceCount)
      found.emplace(effect.Text, at(effect));
  return found;
}

} // namespace

std::vector<std::string> not_in_the_way(const model::Row &a, const model::Row &b) {
  std::vector<std::string> lines;
  std::map<std::string, std::set<std::string>> used;
  add_promises(a, used);
  add_promises(b, used);
  for (const auto &[what, places] : used) {
    std::string line = "taken on trust: " + printable(what) + "; relied on by " + *places.begin();
    if (places.size() > 1)
      line += " and " + std::to_string(places.size() - 1) + " more";
    lines.push_back(line);
  }
  const auto theirs = commuting(b);
  for (const auto &[region, place] : commuting(a))
    if (const auto found = theirs.find(region); found != theirs.end())
      lines.push_back("in any order: updates of " + printable(bare(region)) + ", at " + place +
                      " and at " + found->second);
  return lines;
}

} // namespace polychrome::tool
