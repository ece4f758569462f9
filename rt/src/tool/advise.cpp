//===- tool/advise.cpp - What to change first -----------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/advise.hpp"

#include "tool/changes.hpp"
#include "tool/reasons.hpp"
#include "tool/suggestion.hpp"
#include "tool/words.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace polychrome::tool {
namespace {

constexpr std::size_t names_listed = 3;
constexpr std::size_t few = 12;
constexpr const char *frees_nothing_alone = "Nothing alone, but together with others:\n";

/// What to do where each alone is not enough.
std::string no_single_change(const few_changes &several) {
  std::string text = "No single change frees a pair";
  if (several.subjects.empty())
    return text + "; many of these together do:\n";
  text += "; these together free " + std::to_string(several.freed) + ":";
  for (const std::string &subject : several.subjects)
    text += (subject == *several.subjects.begin() ? " " : ", ") + printable(subject);
  return text + "\n";
}

class counter_of_pairs {
public:
  explicit counter_of_pairs(const linked_file &file) : file_(file), changes_(file.program) {
    for (const model::Row &row : file.program.Rows)
      if (row.Exclusive)
        for (const exclusion &cause : exclusions_of(file, row))
          alone_[row.Id].insert(without_place(cause.what));
  }

  all_advice run() {
    all_advice result;
    const std::size_t n = file_.program.Rows.size();
    result.pairs = n * (n + 1) / 2;
    for (const model::Cell &cell : file_.program.Cells)
      if (cell.Bits.Global) {
        ++result.apart;
        add(cell);
      }
    for (auto &[subject, one] : found_)
      result.ranked.push_back(std::move(one));
    const auto rank = [&](const advice &a) {
      return std::tuple(-std::int64_t(a.freed), changes_.obscure(a.subject),
                        -std::int64_t(a.involved), a.subject);
    };
    std::sort(result.ranked.begin(), result.ranked.end(),
              [&](const advice &x, const advice &y) { return rank(x) < rank(y); });
    if (!result.ranked.empty() && result.ranked.front().freed == 0)
      result.several =
          together(needs_, [&](const std::string &subject) { return !changes_.obscure(subject); });
    return result;
  }

private:
  /// Subjects of which each alone would do, and the rows that each concerns.
  using requirement = std::map<std::string, std::set<std::uint32_t>>;

  /// To free a cell, all of them have to be met.
  std::vector<requirement> requirements_of(const model::Cell &cell) {
    std::set<requirement> found;
    for (std::uint32_t row : {cell.A, cell.B})
      if (const auto alone = alone_.find(row); alone != alone_.end())
        for (const std::string &cause : alone->second) {
          found.insert(requirement{{cause, std::set<std::uint32_t>{row}}});
          causes_.insert(cause);
        }
    std::set<std::pair<std::uint32_t, std::uint32_t>> done; // few of very many look different
    for (const model::Reason &reason : all_reasons(file_, cell.A, cell.B))
      if (!reason.Context && !unknown(cell, reason) &&
          done.emplace(changes_.alike(cell.A, reason.A), changes_.alike(cell.B, reason.B)).second)
        found.insert(requirement_of(cell, reason));
    return {found.begin(), found.end()};
  }

  /// The cause for which a row runs alone has been named already.
  bool unknown(const model::Cell &cell, const model::Reason &reason) const {
    constexpr auto kind = model::Region::Kind::Unknown;
    return effect(cell.A, reason.A).Where.What == kind ||
           effect(cell.B, reason.B).Where.What == kind;
  }

  requirement requirement_of(const model::Cell &cell, const model::Reason &reason) {
    requirement result;
    for (const std::string &subject : changes_.of(cell.A, cell.B, reason)) {
      std::set<std::uint32_t> &rows = result[subject];
      for (const auto &[row, index] : {std::pair(cell.A, reason.A), std::pair(cell.B, reason.B)})
        if (changes_.has(row, index, subject))
          rows.insert(row);
    }
    return result;
  }

  const model::HandlerEffect &effect(std::uint32_t row, std::uint32_t index) const {
    return file_.program.Rows[row].Effects[index];
  }

  static needs subjects_of(const std::vector<requirement> &all) {
    needs result;
    for (const requirement &one : all) {
      std::set<std::string> subjects;
      for (const auto &[subject, rows] : one)
        subjects.insert(subject);
      result.insert(std::move(subjects));
    }
    return result;
  }

  void add(const model::Cell &cell) {
    const std::vector<requirement> all = requirements_of(cell);
    std::map<std::string, std::size_t> met;
    needs_.push_back(subjects_of(all));
    for (const requirement &one : all)
      for (const auto &[subject, rows] : one) {
        ++met[subject];
        advice &found = found_[subject];
        found.rows.insert(rows.begin(), rows.end());
      }
    for (const auto &[subject, requirements] : met) {
      advice &one = found_[subject];
      one.subject = subject;
      if (one.change.text.empty())
        one.change = causes_.count(subject) ? suggest_alone(subject) : changes_.advice(subject);
      ++one.involved;
      if (requirements == all.size()) {
        ++one.freed;
        one.freed_pairs.emplace_back(cell.A, cell.B);
      }
      for (std::uint32_t row : {cell.A, cell.B})
        if (const auto alone = alone_.find(row);
            alone != alone_.end() && alone->second == std::set<std::string>{subject})
          one.no_longer_alone.insert(row);
    }
  }

  const linked_file &file_;
  const changes changes_;
  std::vector<needs> needs_;     ///< of each pair that is kept apart
  std::set<std::string> causes_; ///< for which some row runs alone
  std::map<std::uint32_t, std::set<std::string>> alone_;
  std::map<std::string, advice> found_;
};

std::string padded(const std::string &text, std::size_t width) {
  return std::string(width > text.size() ? width - text.size() : 0, ' ') + text;
}

} // namespace

std::string few_names(const model::Program &program, const std::set<std::uint32_t> &rows) {
  std::vector<std::string> names; // rows of one handler have one
  for (std::uint32_t row : rows)
    if (std::string name = printable(handler_name(program.Rows[row]));
        std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(std::move(name));
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < names_listed; ++i)
    text += (i ? ", " : "") + names[i];
  if (names.size() > names_listed)
    text += " and " + std::to_string(names.size() - names_listed) + " more";
  return text;
}

all_advice advise(const linked_file &file) {
  return counter_of_pairs(file).run();
}

std::string advise_text(const linked_file &file, bool everything) {
  const all_advice all = advise(file);
  if (all.apart == 0)
    return "Nothing to do: every pair of handlers may run together, in different contexts.\n";
  std::string out = std::to_string(all.apart) + " of " + std::to_string(all.pairs) +
                    " pairs of handlers never run together. Pairs freed by one change"
                    " (involved in):\n";
  const std::size_t shown = everything ? all.ranked.size() : std::min(few, all.ranked.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const advice &one = all.ranked[i];
    if (one.freed == 0 && (i == 0 || all.ranked[i - 1].freed != 0))
      out += i == 0 ? no_single_change(all.several) : frees_nothing_alone;
    out += padded("+" + std::to_string(one.freed), 6) + " (" + std::to_string(one.involved) +
           ")  " + printable(one.subject) + "  [" + few_names(file.program, one.rows) +
           "]: " + printable(one.change.text) + "\n";
  }
  if (shown < all.ranked.size())
    out += "... and " + std::to_string(all.ranked.size() - shown) + " more (--all shows them)\n";
  return out;
}

} // namespace polychrome::tool
