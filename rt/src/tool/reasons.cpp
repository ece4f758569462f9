//===- tool/reasons.cpp - Everything behind a cell ------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/reasons.hpp"

#include "pass/model/Conflict.h"
#include "pass/report/Naming.h"
#include "tool/source_place.hpp"
#include "tool/subject.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

namespace polychrome::tool {
namespace {

/// Beyond this many pairs on one region another one explains nothing.
constexpr std::size_t pairs_kept = 64;
constexpr std::size_t deepest_call = 32;

/// How many of the two accesses are in the user's own code.
int of_user(const model::Row &a, const model::Row &b, const model::Reason &pair) {
  return int(as_user_sees(a.Effects[pair.A].What).of_user) +
         int(as_user_sees(b.Effects[pair.B].What).of_user);
}

/// Do the two say different things of what memory it is?
bool of_two_names(const model::HandlerEffect &x, const model::HandlerEffect &y) {
  return bare(x.Text) != bare(y.Text) && !(is_output(x) && is_output(y));
}

/// How well a pair explains a conflict: of one memory, in the user's own code, of memory that has a
/// name, and two writes; the lowest comes first.
auto telling(const model::Row &a, const model::Row &b, const model::Reason &pair) {
  const model::HandlerEffect &x = a.Effects[pair.A], &y = b.Effects[pair.B];
  const auto writes = [](const model::HandlerEffect &e) {
    return int(e.What.How == model::Mode::Write);
  };
  return std::tuple(of_two_names(x, y), -of_user(a, b, pair),
                    int(is_obscure(x)) + int(is_obscure(y)), -writes(x) - writes(y));
}

/// Ranks are dear, so each is found once.
void sort_pairs(const model::Row &a, const model::Row &b, std::vector<model::Reason> &pairs) {
  using ranked = std::tuple<decltype(telling(a, b, pairs.front())), std::uint32_t, std::uint32_t,
                            const model::Reason *>;
  std::vector<ranked> order;
  for (const model::Reason &pair : pairs)
    order.emplace_back(telling(a, b, pair), pair.A, pair.B, &pair);
  std::sort(order.begin(), order.end());
  std::vector<model::Reason> sorted;
  for (const ranked &entry : order)
    sorted.push_back(*std::get<const model::Reason *>(entry));
  pairs = std::move(sorted);
}

/// "any session::hits" against "context session::hits": nothing to say twice.
bool one_name(const std::string &vague, const std::string &exact) {
  return vague.substr(vague.find(' ') + 1) == exact.substr(exact.find(' ') + 1);
}

void add_pair(const model::HandlerEffect &subject, const model::HandlerEffect &other,
              const model::Reason &pair, std::set<std::string> &may_be, reason_group &group) {
  if (is_vague(subject) && !is_vague(other) && !one_name(subject.Text, other.Text))
    may_be.insert(other.Text);
  if (group.pairs.size() < pairs_kept)
    group.pairs.push_back(pair);
}

/// Two handlers may have a hundred thousand pairs of accesses; few of them look different.
class pair_conflicts {
public:
  pair_conflicts(const linked_file &file, const model::Row &a, const model::Row &b)
      : meet_(file.types), a_(looks_of(a)), b_(looks_of(b)),
        known_(numbers_.size() * numbers_.size()) {}

  /// Of the two rows' effects with these numbers.
  model::CellBits of(const model::HandlerEffect &x, std::uint32_t i, const model::HandlerEffect &y,
                     std::uint32_t j) {
    if (behind_key(x) && behind_key(y))
      return conflict(x, y, meet_);
    std::optional<model::CellBits> &bits = known_[a_[i] * numbers_.size() + b_[j]];
    if (!bits)
      bits = conflict(x, y, meet_);
    return *bits;
  }

private:
  std::vector<std::size_t> looks_of(const model::Row &row) {
    std::vector<std::size_t> result;
    for (const model::HandlerEffect &effect : row.Effects)
      result.push_back(numbers_.try_emplace(look(effect, meet_), numbers_.size()).first->second);
    return result;
  }

  static bool behind_key(const model::HandlerEffect &effect) {
    return effect.Where.What == model::Region::Kind::Context && !effect.Where.Owned;
  }

  model::TypesMeet meet_;
  std::map<model::Look, std::size_t> numbers_;
  std::vector<std::size_t> a_, b_; ///< by effect
  std::vector<std::optional<model::CellBits>> known_;
};

std::vector<int> precedences(const model::Row &row) {
  std::vector<int> result;
  for (const model::HandlerEffect &effect : row.Effects)
    result.push_back(precedence(effect));
  return result;
}

class exclusion_finder {
public:
  explicit exclusion_finder(const linked_file &file) : complete_(file.whole) {
    for (const auto &[function, address] : file.records.Functions)
      functions_.emplace(function.Symbol, &function);
  }

  std::vector<exclusion> run(const model::Row &row) {
    if (const auto found = functions_.find(row.Symbol); found != functions_.end())
      for (const model::Body &body : found->second->Bodies)
        if (body.When == row.When)
          visit(body, {});
    std::vector<exclusion> result;
    for (auto &[what, cause] : causes_)
      result.push_back(std::move(cause));
    return result;
  }

private:
  void add(const std::string &what, const model::Location &at, std::vector<model::Frame> via) {
    const std::string name = demangled(what);
    const auto [place, fresh] = causes_.try_emplace(name, exclusion{name, at, std::move(via), 1});
    if (!fresh)
      ++place->second.places;
  }

  void visit(const model::Body &body, const std::vector<model::Frame> &via) {
    if (body.Exclusive)
      add(body.Why, {}, via);
    for (const model::Effect &effect : body.Effects)
      if (effect.Where.isUnknown())
        add(effect.Note.empty() ? "may touch any memory" : effect.Note, effect.At,
            joined(via, effect.Via));
    for (const model::CallSite &call : body.Calls)
      visit(call, joined(via, call.Via));
  }

  void visit(const model::CallSite &call, std::vector<model::Frame> via) {
    if ((call.Kind == model::CallKind::Virtual || call.Kind == model::CallKind::Inside) &&
        !complete_)
      add("calls a virtual function of " + call.Callee +
              ", which a unit that took no part may override",
          call.At, std::move(via));
    if (call.Kind != model::CallKind::Direct)
      return;
    const auto found = functions_.find(call.Callee);
    if (found == functions_.end()) {
      add("calls " + call.Callee + ", of which nothing is known", call.At, std::move(via));
      return;
    }
    if (via.size() >= deepest_call || !visited_.insert(call.Callee).second)
      return;
    via.push_back({found->second->Name, call.At});
    for (const model::Body &body : found->second->Bodies)
      visit(body, via);
  }

  static std::vector<model::Frame> joined(std::vector<model::Frame> first,
                                          const std::vector<model::Frame> &then) {
    first.insert(first.end(), then.begin(), then.end());
    return first;
  }

  bool complete_;
  std::map<std::string, const model::FunctionSummary *> functions_;
  std::set<std::string> visited_;
  std::map<std::string, exclusion> causes_;
};

} // namespace

std::vector<model::Reason> all_reasons(const linked_file &file, std::uint32_t a, std::uint32_t b) {
  const model::Row &left = file.program.Rows[a], &right = file.program.Rows[b];
  pair_conflicts conflicts(file, left, right);
  std::vector<model::Reason> result;
  for (std::uint32_t i = 0; i != left.Effects.size(); ++i)
    for (std::uint32_t j = a == b ? i : 0; j != right.Effects.size(); ++j)
      if (const model::CellBits bits = conflicts.of(left.Effects[i], i, right.Effects[j], j);
          bits.any())
        result.push_back({bits.Context, i, j});
  return result;
}

std::vector<reason_group> reasons_between(const linked_file &file, std::uint32_t a,
                                          std::uint32_t b) {
  const model::Row &left = file.program.Rows[a], &right = file.program.Rows[b];
  std::map<std::pair<bool, std::string>, std::pair<reason_group, std::set<std::string>>> groups;
  const std::vector<int> of_left = precedences(left), of_right = precedences(right);
  for (const model::Reason &reason : all_reasons(file, a, b)) {
    const model::HandlerEffect *x = &left.Effects[reason.A], *y = &right.Effects[reason.B];
    if (of_right[reason.B] < of_left[reason.A])
      std::swap(x, y);
    const std::string &region = x->Text;
    auto &[group, may_be] = groups[{reason.Context, region}];
    group.context = reason.Context;
    group.region = region;
    add_pair(*x, *y, reason, may_be, group);
  }
  std::vector<reason_group> result;
  for (auto &[key, found] : groups) {
    auto &[group, may_be] = found;
    group.may_be.assign(may_be.begin(), may_be.end());
    sort_pairs(left, right, group.pairs);
    result.push_back(std::move(group));
  }
  const auto rank = [&](const reason_group &g) {
    const model::Reason &first = g.pairs.front();
    const int last = effort(subject_of(left.Effects[first.A], right.Effects[first.B]));
    return std::tuple(g.context, last, of_two_names(left.Effects[first.A], right.Effects[first.B]),
                      -of_user(left, right, first), g.region);
  };
  std::sort(result.begin(), result.end(),
            [&](const auto &x, const auto &y) { return rank(x) < rank(y); });
  return result;
}

/// Is the row's own cause this one, of which less may be known?
static bool is_cause(const std::string &why, const std::string &what) {
  constexpr std::string_view certain = "calls ", possible = "may call ";
  return why.starts_with(what) ||
         (what.starts_with(certain) && why.starts_with(possible) &&
          why.substr(possible.size()).starts_with(std::string_view(what).substr(certain.size())));
}

std::vector<exclusion> exclusions_of(const linked_file &file, const model::Row &row) {
  std::vector<exclusion> result = exclusion_finder(file).run(row);
  // What only shows once everything is put together is known to the row alone.
  if (std::none_of(result.begin(), result.end(),
                   [&](const exclusion &e) { return is_cause(row.Why, e.what); }))
    result.insert(result.begin(), {row.Why, {}, {}, 1});
  return result;
}

} // namespace polychrome::tool
