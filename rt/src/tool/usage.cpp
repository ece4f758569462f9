//===- tool/usage.cpp - Who does what to a region -------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/usage.hpp"

#include "tool/subject.hpp"
#include "tool/words.hpp"

#include <algorithm>

namespace polychrome::tool {
namespace {

using kind = model::Region::Kind;

constexpr std::uint64_t largest_number = 8;

bool is_field(const model::HandlerEffect &effect) {
  return (effect.Where.What == kind::Any || effect.Where.What == kind::Context) &&
         !effect.What.Object.empty();
}

bool same_memory(const model::HandlerEffect &a, const model::HandlerEffect &b) {
  if (is_field(a) && is_field(b))
    return bare(a.Text) == bare(b.Text);
  const model::Region &x = a.Where, &y = b.Where;
  return x.What == y.What && x.Name == y.Name && x.Lo < y.Hi && y.Lo < x.Hi;
}

/// Of what a counter can hold.
bool is_number(const model::HandlerEffect &effect) {
  const std::string &type = effect.What.Tag.Access;
  return !effect.Where.Owned && effect.What.Size <= largest_number && type != "float" &&
         type != "double" && type != "any pointer";
}

/// `x += n` and `x++` read and write at one place of the source; `x = f(x)` does not.
bool is_update(const model::Row &row, const model::HandlerEffect &write) {
  return is_number(write) && write.What.At.Column != 0 &&
         std::any_of(row.Effects.begin(), row.Effects.end(), [&](const auto &read) {
           return read.What.How == model::Mode::Read && read.What.At == write.What.At &&
                  same_memory(read, write);
         });
}

} // namespace

usage usage_of(const model::Program &program, const model::HandlerEffect &of) {
  usage result;
  for (const model::Row &row : program.Rows) {
    bool touched = false;
    for (const model::HandlerEffect &effect : row.Effects) {
      if (!same_memory(effect, of))
        continue;
      touched = true;
      if (effect.What.How == model::Mode::Read) {
        result.readers.insert(handler_of(row));
      } else {
        result.writers.insert(handler_of(row));
        result.only_added &= effect.What.How == model::Mode::Commute || is_update(row, effect);
      }
    }
    if (touched)
      result.by_contexts &= !row.Keys.empty();
  }
  for (const std::string &writer : result.writers)
    result.readers.erase(writer);
  return result;
}

} // namespace polychrome::tool
