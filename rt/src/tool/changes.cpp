//===- tool/changes.cpp - Which changes remove what -----------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/changes.hpp"

#include "pass/model/Types.h"
#include "tool/source_place.hpp"
#include "tool/subject.hpp"
#include "tool/suggestion.hpp"

#include <map>

namespace polychrome::tool {
namespace {

using kind = model::Region::Kind;

class subject_finder {
public:
  explicit subject_finder(const model::Program &program) : program_(program) {}

  std::vector<std::set<std::string>> run(const model::Row &row) {
    std::map<model::Location, std::set<std::string>> at; ///< by the user's line
    std::vector<std::set<std::string>> result;
    for (const model::HandlerEffect &effect : row.Effects) {
      const std::string subject = is_side_effect(effect) ? std::string() : clear_subject(effect);
      result.emplace_back();
      if (subject.empty())
        continue;
      result.back().insert(subject);
      at[as_user_sees(effect.What).at].insert(subject);
    }
    for (std::size_t i = 0; i < result.size(); ++i)
      if (is_side_effect(row.Effects[i]))
        result[i] = of_side_effect(row.Effects[i], at[as_user_sees(row.Effects[i].What).at]);
    return result;
  }

private:
  /// What comes with something else on the same line, if there is such: a container's nodes
  /// with the container, a file descriptor with the print.
  static bool is_side_effect(const model::HandlerEffect &effect) {
    if (effect.Where.What == kind::Resource)
      return !is_output(effect);
    return effect.Where.What != kind::Unknown && is_obscure(effect);
  }

  static std::set<std::string> of_side_effect(const model::HandlerEffect &effect,
                                              const std::set<std::string> &beside) {
    if (effect.Where.What != kind::Resource && !beside.empty())
      return beside;
    return {beside.count(output) ? output : effect.Text};
  }

  std::string clear_subject(const model::HandlerEffect &effect) {
    if (is_output(effect))
      return output;
    switch (effect.Where.What) {
    case kind::Global:
      return "global " + variable_of(effect.Text);
    case kind::Any:
      return by_class(effect);
    default:
      return {};
    }
  }

  /// A key leads to all members of an object; a counter stands for itself.
  std::string by_class(const model::HandlerEffect &effect) {
    const auto [place, fresh] = by_class_.try_emplace(effect.Text);
    if (fresh)
      place->second = suggest(program_, effect).what == remedy::counter
                          ? effect.Text
                          : "any " + model::Types::display(effect.What.Object);
    return place->second;
  }

  const model::Program &program_;
  std::map<std::string, std::string> by_class_;
};

} // namespace

changes::changes(const model::Program &program) {
  subject_finder finder(program);
  for (const model::Row &row : program.Rows)
    subjects_.push_back(finder.run(row));
}

std::set<std::string> changes::of(const model::Program &program, std::uint32_t a, std::uint32_t b,
                                  const model::Reason &reason) const {
  std::set<std::string> result = of(a, reason.A);
  result.insert(of(b, reason.B).begin(), of(b, reason.B).end());
  if (result.empty())
    result = {program.Rows[a].Effects[reason.A].Text, program.Rows[b].Effects[reason.B].Text};
  return result;
}

} // namespace polychrome::tool
