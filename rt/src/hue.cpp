//===- hue.cpp - The hue and color policy -----------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/hue.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>

namespace polychrome {

namespace {

using slot = std::optional<std::uint32_t>;

slot color_of(const model::Row &r) {
  std::map<std::uint32_t, int> weight;
  for (const model::KeyClaim &c : r.Claims)
    weight[c.Slot] += c.Write ? 1000 : 1;
  slot best;
  for (const auto &[s, w] : weight)
    if (!best || w > weight[*best])
      best = s;
  return best;
}

/// Whether a and b may meet otherwise than through their colors.
bool meet_apart(const model::Row &a, const model::Row &b, slot color_a, slot color_b) {
  for (const model::KeyClaim &x : a.Claims)
    for (const model::KeyClaim &y : b.Claims)
      if ((x.Write || y.Write) && x.Owned == y.Owned &&
          !(slot(x.Slot) == color_a && slot(y.Slot) == color_b))
        return true;
  return false;
}

class components {
public:
  explicit components(std::size_t n) : parent_(n) { std::iota(parent_.begin(), parent_.end(), 0); }
  std::size_t of(std::size_t i) {
    while (parent_[i] != i)
      i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  void join(std::size_t a, std::size_t b) { parent_[of(a)] = of(b); }

private:
  std::vector<std::size_t> parent_;
};

} // namespace

model::Program hue_and_color(model::Program p) {
  const std::size_t n = p.Rows.size();
  std::vector<slot> colors;
  for (const model::Row &r : p.Rows)
    colors.push_back(color_of(r));

  components hues(n);
  std::vector<bool> has_hue(n);
  for (std::size_t a = 0; a < n; ++a)
    for (std::size_t b = a; b < n; ++b) {
      // An exclusive row is in everybody's way without being of anybody's hue.
      if (p.Rows[a].Exclusive || p.Rows[b].Exclusive)
        continue;
      const model::CellBits bits = p.Matrix[a * n + b];
      if (!bits.Global && !(bits.Context && meet_apart(p.Rows[a], p.Rows[b], colors[a], colors[b])))
        continue;
      hues.join(a, b);
      has_hue[a] = has_hue[b] = true;
    }
  for (std::size_t a = 0; a < n; ++a)
    for (std::size_t b = 0; b < n; ++b)
      if (has_hue[a] && has_hue[b] && hues.of(a) == hues.of(b))
        p.Matrix[a * n + b].Global = true;
  for (std::size_t a = 0; a < n; ++a)
    std::erase_if(p.Rows[a].Claims,
                  [&](const model::KeyClaim &c) { return slot(c.Slot) != colors[a]; });
  return p;
}

} // namespace polychrome
