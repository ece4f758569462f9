//===- tool/rare_path.cpp - A call behind which all conflicts lie ---------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/rare_path.hpp"

#include "tool/source_place.hpp"

#include <algorithm>

namespace polychrome::tool {
namespace {

using effect_set = std::vector<bool>;

/// The outermost of the user's functions that the access lies in, below the handler.
std::string first_call(const model::HandlerEffect &effect) {
  const user_access seen = as_user_sees(effect.What);
  return seen.calls.empty() ? std::string() : seen.calls.front().Function.str();
}

std::string common_call(const model::Row &row, const effect_set &in_the_way) {
  std::string function;
  for (std::size_t i = 0; i < in_the_way.size(); ++i) {
    if (!in_the_way[i])
      continue;
    const std::string call = first_call(row.Effects[i]);
    if (call.empty() || (!function.empty() && call != function))
      return {};
    function = call;
  }
  const bool more = std::any_of(row.Effects.begin(), row.Effects.end(),
                                [&](const auto &effect) { return first_call(effect) != function; });
  return more ? function : std::string();
}

} // namespace

std::string rare_path(const model::Program &program, std::uint32_t a, std::uint32_t b,
                      const std::vector<model::Reason> &reasons) {
  effect_set left(program.Rows[a].Effects.size()), right(program.Rows[b].Effects.size());
  bool any = false;
  for (const model::Reason &reason : reasons)
    if (!reason.Context) {
      left[reason.A] = true;
      (a == b ? left : right)[reason.B] = true;
      any = true;
    }
  if (!any)
    return {};
  const std::string function = common_call(program.Rows[a], left);
  return function.empty() && a != b ? common_call(program.Rows[b], right) : function;
}

} // namespace polychrome::tool
