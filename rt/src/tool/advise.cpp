//===- tool/advise.cpp - What to change first -----------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/advise.hpp"

#include "tool/reasons.hpp"
#include "tool/suggestion.hpp"
#include "tool/words.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace polychrome::tool {
namespace {

constexpr std::size_t names_listed = 3;
constexpr std::size_t few = 12;

class counter_of_pairs {
public:
  explicit counter_of_pairs(const linked_file &file) : file_(file) {
    for (const model::Row &row : file.program.Rows)
      if (row.Exclusive)
        for (const exclusion &cause : exclusions_of(file, row))
          alone_[row.Id].insert(cause.what);
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
    const auto rank = [](const advice &a) {
      return std::tuple(-std::int64_t(a.freed), -std::int64_t(a.involved), a.subject);
    };
    std::sort(result.ranked.begin(), result.ranked.end(),
              [&](const advice &x, const advice &y) { return rank(x) < rank(y); });
    return result;
  }

private:
  void add(const model::Cell &cell) {
    std::map<std::string, std::string> subjects; ///< and what would help
    for (std::uint32_t row : {cell.A, cell.B})
      if (const auto found = alone_.find(row); found != alone_.end())
        for (const std::string &cause : found->second)
          subjects.emplace(cause, suggest_alone(cause).text);
    for (const reason_group &group : reasons_between(file_, cell.A, cell.B))
      if (!group.context)
        subjects.emplace(group.region,
                         suggest(file_.program, cell.A, cell.B, group.pairs.front()).text);
    for (const auto &[subject, change] : subjects) {
      advice &one = found_.try_emplace(subject).first->second;
      one.subject = subject;
      if (one.change.empty())
        one.change = change;
      if (subjects.size() == 1) {
        ++one.freed;
        one.freed_pairs.emplace_back(cell.A, cell.B);
      }
      ++one.involved;
      // Beside one that runs alone the other is not to blame.
      for (std::uint32_t row : {cell.A, cell.B})
        if (const auto found = alone_.find(row);
            found == alone_.end() ? !is_cause(subject) : found->second.count(subject) != 0)
          one.rows.insert(row);
      for (std::uint32_t row : {cell.A, cell.B})
        if (const auto found = alone_.find(row);
            found != alone_.end() && found->second == std::set<std::string>{subject})
          one.no_longer_alone.insert(row);
    }
  }

  bool is_cause(const std::string &subject) const {
    return std::any_of(alone_.begin(), alone_.end(),
                       [&](const auto &row) { return row.second.count(subject) != 0; });
  }

  const linked_file &file_;
  std::map<std::uint32_t, std::set<std::string>> alone_;
  std::map<std::string, advice> found_;
};

std::string padded(const std::string &text, std::size_t width) {
  return std::string(width > text.size() ? width - text.size() : 0, ' ') + text;
}

} // namespace

std::string few_names(const model::Program &program, const std::set<std::uint32_t> &rows) {
  std::string text;
  std::size_t shown = 0;
  for (std::uint32_t row : rows) {
    if (shown == names_listed)
      return text + " and " + std::to_string(rows.size() - shown) + " more";
    text += (shown++ ? ", " : "") + printable(program.Rows[row].Name);
  }
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
    out += padded("+" + std::to_string(one.freed), 6) + " (" + std::to_string(one.involved) +
           ")  " + printable(one.subject) + "  [" + few_names(file.program, one.rows) +
           "]: " + printable(one.change) + "\n";
  }
  if (shown < all.ranked.size())
    out += "... and " + std::to_string(all.ranked.size() - shown) + " more (--all shows them)\n";
  return out;
}

} // namespace polychrome::tool
