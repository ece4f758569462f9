//===- tool/suggestion.cpp - What would remove a conflict -----------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/suggestion.hpp"

#include "tool/source_place.hpp"

#include <algorithm>
#include <set>

namespace polychrome::tool {
namespace {

using kind = model::Region::Kind;

constexpr std::uint64_t largest_number = 8;

/// Who does what to a region, over the whole program.
struct usage {
  std::set<std::uint32_t> readers, writers;
  bool only_added = true;  ///< each write is half of a `x += n`
  bool by_contexts = true; ///< each of them has a context of its own as well
};

bool same_memory(const model::Region &x, const model::Region &y) {
  return x.What == y.What && x.Name == y.Name && x.Lo < y.Hi && y.Lo < x.Hi;
}

/// `x += n` and `x++` read and write at one place of the source; `x = f(x)` does not.
bool is_update(const model::Row &row, const model::HandlerEffect &write) {
  return !write.Where.Owned && write.What.Size <= largest_number && write.What.At.Column != 0 &&
         std::any_of(row.Effects.begin(), row.Effects.end(), [&](const auto &read) {
           return read.What.How == model::Mode::Read && same_memory(read.Where, write.Where) &&
                  read.What.At == write.What.At;
         });
}

usage usage_of(const model::Program &program, const model::Region &region) {
  usage result;
  for (const model::Row &row : program.Rows) {
    bool touched = false;
    for (const model::HandlerEffect &effect : row.Effects) {
      if (!same_memory(effect.Where, region))
        continue;
      touched = true;
      if (effect.What.How == model::Mode::Read) {
        result.readers.insert(row.Id);
      } else {
        result.writers.insert(row.Id);
        result.only_added &= effect.What.How == model::Mode::Commute || is_update(row, effect);
      }
    }
    if (touched)
      result.by_contexts &= !row.Keys.empty();
  }
  for (std::uint32_t writer : result.writers)
    result.readers.erase(writer);
  return result;
}

/// "global hits" -> "hits".
std::string bare(const std::string &region) {
  return region.substr(region.find(' ') + 1);
}

suggestion for_global(const model::Program &program, const model::HandlerEffect &effect) {
  const std::string name = "`" + bare(effect.Text) + "`";
  const usage use = usage_of(program, effect.Where);
  if (use.only_added && !use.writers.empty()) {
    std::string text =
        "if " + name + " is only ever added to, make it a polychrome::counter: adding commutes";
    if (!use.readers.empty())
      text += " (reading it still waits for the others)";
    return {remedy::counter, text, {}};
  }
  const model::Effect &access = effect.What;
  const bool indexed = access.Where.Span != 0 || access.Where.Offset == model::UnknownOffset;
  if (use.writers.size() == 1 && !use.readers.empty() && !indexed)
    return {remedy::constant,
            "if " + name +
                " is settled at the start, set it before the loop runs and make it const: " +
                "then handlers only read it",
            {}};
  if (effect.Where.Owned || indexed || effect.Text.find(" (") != std::string::npos)
    return {remedy::shard,
            "split " + name + " into parts, each an object that a closure points to: " +
                "then only handlers of one part wait for each other",
            {}};
  if (use.by_contexts)
    return {remedy::session,
            "make " + name + " a member of the session: one for each instead of one for all",
            {}};
  return {remedy::key,
          "put " + name + " into an object that the closure points to, one for each client or part",
          {}};
}

suggestion for_resource(const model::HandlerEffect &effect) {
  const std::string name = bare(effect.Text);
  return {remedy::own_handler,
          "collect what goes to " + name + " in the session, and let one handler of its own do " +
              "nothing but pass it on",
          {}};
}

suggestion for_any(const model::HandlerEffect &effect) {
  const std::string name = bare(effect.Text);
  const bool known = !effect.What.Object.empty() && name != "object" && name != "pointer" &&
                     !name.starts_with("std::");
  return {remedy::key,
          "reach " + (known ? name : std::string("it")) +
              " by a pointer that the handler's closure holds " +
              "(capture the object itself), so that instances can be told apart",
          {}};
}

/// The outermost of the user's functions that the access lies in, below the handler.
std::string first_call(const model::HandlerEffect &effect) {
  const user_access seen = as_user_sees(effect.What);
  return seen.calls.empty() ? std::string() : seen.calls.front().Function;
}

/// Everything with which this row holds up row `other` for good is behind one call,
/// and the row does other things too.
std::string rare_path(const model::Row &row, const std::set<std::uint32_t> &in_the_way) {
  std::string function;
  for (std::uint32_t i : in_the_way) {
    const std::string call = first_call(row.Effects[i]);
    if (call.empty() || (!function.empty() && call != function))
      return {};
    function = call;
  }
  const bool more = std::any_of(row.Effects.begin(), row.Effects.end(),
                                [&](const auto &effect) { return first_call(effect) != function; });
  return more ? function : std::string();
}

std::string rare_path_of_cell(const model::Program &program, std::uint32_t a, std::uint32_t b) {
  std::set<std::uint32_t> left, right;
  for (const model::Cell &cell : program.Cells)
    if (cell.A == std::min(a, b) && cell.B == std::max(a, b))
      for (const model::Reason &reason : cell.Reasons)
        if (!reason.Context) {
          left.insert(reason.A);
          right.insert(reason.B);
        }
  if (left.empty())
    return {};
  const std::string function = rare_path(program.Rows[std::min(a, b)], left);
  return function.empty() ? rare_path(program.Rows[std::max(a, b)], right) : function;
}

bool contains(const std::string &text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

} // namespace

suggestion suggest(const model::Program &program, std::uint32_t a, std::uint32_t b,
                   const model::Reason &reason) {
  const model::HandlerEffect &left = program.Rows[a].Effects[reason.A];
  const model::HandlerEffect &right = program.Rows[b].Effects[reason.B];
  if (reason.Context)
    return {remedy::nothing, "nothing to do: handlers of different sessions run together", {}};
  suggestion result;
  // Of two ways to name one memory, the one that says less decides.
  if (left.Where.What == kind::Unknown || right.Where.What == kind::Unknown)
    result = suggest_alone(left.Where.What == kind::Unknown ? left.What.Note : right.What.Note);
  else if (left.Where.What == kind::Any)
    result = for_any(left);
  else if (right.Where.What == kind::Any)
    result = for_any(right);
  else if (left.Where.What == kind::Resource)
    result = for_resource(left);
  else if (left.Where.What == kind::Global)
    result = for_global(program, left);
  else if (right.Where.What == kind::Global)
    result = for_global(program, right);
  else
    result = for_any(left);
  result.rare_path = rare_path_of_cell(program, a, b);
  return result;
}

suggestion suggest_alone(const std::string &why) {
  if (contains(why, "of which nothing is known"))
    return {remedy::describe,
            "compile that function's source with polychrome-clang++, or say what it does in a "
            "models file (--polychrome-models=FILE)",
            {}};
  if (contains(why, "a unit that took no part"))
    return {remedy::compile,
            "compile every unit with polychrome-clang++ and link with it: then all overrides are "
            "known",
            {}};
  if (contains(why, "through a pointer"))
    return {remedy::describe,
            "call the function by its name, or a lambda instead of std::bind, so that the target "
            "can be seen",
            {}};
  if (contains(why, "too complex") || contains(why, "recurses"))
    return {remedy::split,
            "do less in one handler: post the part that is large or rare as another one",
            {}};
  if (contains(why, "thread_local"))
    return {remedy::session, "make it a member of the session instead of the thread", {}};
  return {remedy::own_handler,
          "post the part that does this as a handler of its own, so that only that one runs alone",
          {}};
}

} // namespace polychrome::tool
