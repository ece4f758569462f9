//===- tool/telling.cpp - Which pair of accesses explains most ------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/telling.hpp"

#include "tool/source_place.hpp"
#include "tool/subject.hpp"

#include <algorithm>
#include <tuple>

namespace polychrome::tool {
namespace {

/// "any session::hits" and "context session::hits" are one memory.
std::string_view memory_of(std::string_view region) {
  return region.substr(region.find(' ') + 1);
}

template <class Map> std::uint32_t number(Map &all, std::string_view text) {
  return all.try_emplace(text, std::uint32_t(all.size())).first->second;
}

} // namespace

telling_pairs::telling_pairs(const model::Row &a, const model::Row &b)
    : left_(looked_at(a)), right_(looked_at(b)) {}

std::vector<told_access> telling_pairs::looked_at(const model::Row &row) {
  std::vector<told_access> result;
  result.reserve(row.Effects.size());
  for (const model::HandlerEffect &effect : row.Effects) {
    told_access seen;
    seen.text = number(texts_, effect.Text);
    seen.memory = number(memories_, memory_of(effect.Text));
    seen.precedence = precedence(effect);
    seen.vague = is_vague(effect);
    seen.obscure = is_obscure(effect);
    seen.output = is_output(effect);
    seen.of_user = is_of_user(effect.What);
    seen.assumed = !effect.What.Assumed.empty();
    seen.writes = effect.What.How == model::Mode::Write;
    result.push_back(seen);
  }
  return result;
}

bool telling_pairs::of_two_names(const model::Reason &pair) const {
  const told_access &x = left(pair), &y = right(pair);
  return x.memory != y.memory && !(x.output && y.output);
}

int telling_pairs::of_user(const model::Reason &pair) const {
  return int(left(pair).of_user) + int(right(pair).of_user);
}

/// The lowest tells most: of one memory, output (not the file behind it), in the user's own code,
/// of memory that has a name, two writes, what the code does and not what a model says.
int telling_pairs::rank(const model::Reason &pair) const {
  const told_access &x = left(pair), &y = right(pair);
  int result = of_two_names(pair);
  for (int less :
       {2 - int(x.output) - int(y.output), 2 - of_user(pair), int(x.obscure) + int(y.obscure),
        2 - int(x.writes) - int(y.writes), int(x.assumed) + int(y.assumed)})
    result = result * 3 + less;
  return result;
}

void telling_pairs::keep_best(std::vector<model::Reason> &pairs, std::size_t at_most) const {
  using ranked = std::tuple<int, std::uint32_t, std::uint32_t, bool>;
  std::vector<ranked> order;
  order.reserve(pairs.size());
  for (const model::Reason &pair : pairs)
    order.emplace_back(rank(pair), pair.A, pair.B, pair.Context);
  const std::size_t kept = std::min(at_most, order.size());
  std::partial_sort(order.begin(), order.begin() + std::ptrdiff_t(kept), order.end());
  pairs.clear();
  for (std::size_t i = 0; i < kept; ++i)
    pairs.push_back({std::get<3>(order[i]), std::get<1>(order[i]), std::get<2>(order[i])});
}

} // namespace polychrome::tool
