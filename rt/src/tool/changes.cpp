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
#include <utility>

namespace polychrome::tool {
namespace {

using kind = model::Region::Kind;

/// What comes with something else on the same line, if there is such: a container's nodes
/// with the container, a file descriptor with the print.
bool is_side_effect(const model::HandlerEffect &effect) {
  if (effect.Where.What == kind::Resource)
    return !is_output(effect);
  return (effect.Where.What == kind::Any || effect.Where.What == kind::Global) &&
         is_obscure(effect);
}

class subject_finder {
public:
  subject_finder(const model::Program &program,
                 std::map<std::string, model::HandlerEffect> &example)
      : program_(program), example_(example) {}

  void run(const model::Row &row, std::vector<std::set<std::string>> &by_effect,
           std::vector<std::set<std::string>> &by_line) {
    std::map<model::Location, std::set<std::string>> at; ///< by the user's line
    for (const model::HandlerEffect &effect : row.Effects) {
      const std::string subject = is_side_effect(effect) ? std::string() : clear_subject(effect);
      by_effect.emplace_back();
      if (subject.empty())
        continue;
      by_effect.back().insert(subject);
      at[as_user_sees(effect.What).at].insert(subject);
      if (const auto [place, fresh] = example_.try_emplace(subject, effect);
          fresh && subject != output)
        place->second.Text = subject;
    }
    for (std::size_t i = 0; i < row.Effects.size(); ++i) {
      const model::HandlerEffect &effect = row.Effects[i];
      by_line.push_back(at[as_user_sees(effect.What).at]);
      if (by_line.back().empty())
        by_line.back() = {effect.Text};
      if (is_side_effect(effect))
        by_effect[i] = of_side_effect(effect, by_line.back());
      example_.try_emplace(effect.Text, effect);
    }
  }

private:
  static std::set<std::string> of_side_effect(const model::HandlerEffect &effect,
                                              const std::set<std::string> &beside) {
    if (effect.Where.What != kind::Resource)
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
  std::map<std::string, model::HandlerEffect> &example_;
  std::map<std::string, std::string> by_class_;
};

} // namespace

static std::set<std::uint32_t> all_rows(const model::Program &program) {
  std::set<std::uint32_t> result;
  for (const model::Row &row : program.Rows)
    result.insert(row.Id);
  return result;
}

changes::changes(const model::Program &program) : changes(program, all_rows(program)) {}

changes::changes(const model::Program &program, const std::set<std::uint32_t> &rows)
    : program_(program), by_effect_(program.Rows.size()), by_line_(program.Rows.size()),
      alike_(program.Rows.size()) {
  subject_finder finder(program, example_);
  std::map<std::pair<std::set<std::string>, std::set<std::string>>, std::uint32_t> numbers;
  for (std::uint32_t row : rows) {
    finder.run(program.Rows[row], by_effect_[row], by_line_[row]);
    for (std::size_t i = 0; i < by_effect_[row].size(); ++i)
      alike_[row].push_back(
          numbers.try_emplace({by_effect_[row][i], by_line_[row][i]}, numbers.size())
              .first->second);
  }
}

std::set<std::string> changes::of(std::uint32_t a, std::uint32_t b,
                                  const model::Reason &reason) const {
  const auto both = [&](const subjects &all) {
    std::set<std::string> result = all[a][reason.A];
    result.insert(all[b][reason.B].begin(), all[b][reason.B].end());
    return result;
  };
  const std::set<std::string> result = both(by_effect_);
  return result.empty() ? both(by_line_) : result;
}

bool changes::has(std::uint32_t row, std::uint32_t effect, const std::string &subject) const {
  return by_effect_[row][effect].count(subject) || by_line_[row][effect].count(subject);
}

suggestion changes::advice(const std::string &subject) const {
  const auto found = example_.find(subject);
  return found == example_.end() ? suggestion() : suggest(program_, found->second);
}

bool changes::obscure(const std::string &subject) const {
  const auto found = example_.find(subject);
  return found != example_.end() && is_obscure(found->second);
}

} // namespace polychrome::tool
