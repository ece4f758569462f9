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
#include "tool/telling.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

namespace polychrome::tool {
namespace {

constexpr std::size_t deepest_call = 32;

/// Two handlers may have a million pairs of accesses; few of them look different.
class pair_conflicts {
public:
  pair_conflicts(const linked_file &file, const model::Row &a, const model::Row &b)
      : meet_(file.types), a_(a), b_(b), left_(sorted(a)), right_(sorted(b)) {}

  /// Of each two effects; of one row, each two once. In no order.
  std::vector<model::Reason> run() {
    for (const auto &[x, of_left] : left_)
      for (const auto &[y, of_right] : right_)
        add(of_left, of_right, x, y);
    return std::move(found_);
  }

private:
  struct sort {
    std::optional<model::KeyedSort> keyed; ///< on bytes behind a key: their place matters as well
    std::string_view type;                 ///< of the object behind it
    model::Look like;
    auto operator<=>(const sort &) const = default;
  };
  using indices = std::vector<std::uint32_t>;

  std::map<sort, indices> sorted(const model::Row &row) {
    std::map<sort, indices> result;
    for (std::uint32_t i = 0; i != row.Effects.size(); ++i)
      result[sort_of(row.Effects[i])].push_back(i);
    return result;
  }

  sort sort_of(const model::HandlerEffect &effect) {
    const std::optional<model::KeyedSort> keyed = model::keyedSort(effect);
    return {keyed, keyed ? model::keyedType(effect) : std::string_view(), look(effect, meet_)};
  }

  void add(const indices &of_left, const indices &of_right, const sort &x, const sort &y) {
    const bool keyed = x.keyed && y.keyed, each = keyed && x.type == y.type;
    const model::HandlerEffect &a = a_.Effects[of_left.front()], &b = b_.Effects[of_right.front()];
    model::CellBits bits = keyed ? model::otherTypes(a, b) : conflict(a, b, meet_);
    if (!bits.any())
      return;
    for (std::uint32_t i : of_left)
      for (std::uint32_t j : of_right) {
        if (&a_ == &b_ && j < i)
          continue;
        if (each)
          bits = between(i, j);
        if (bits.any())
          found_.push_back({bits.Context, i, j});
      }
  }

  model::CellBits between(std::uint32_t i, std::uint32_t j) {
    return conflict(a_.Effects[i], b_.Effects[j], meet_);
  }

  model::TypesMeet meet_;
  const model::Row &a_, &b_;
  std::map<sort, indices> left_, right_;
  std::vector<model::Reason> found_;
};

/// What is found of one region in one kind of conflict.
struct gathered {
  std::vector<model::Reason> pairs;
  std::set<std::uint32_t> may_be; ///< names that it is taken for, by number
};

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

reason_group group_of(const std::string &region, bool context, gathered &found,
                      const std::vector<const std::string *> &texts, const telling_pairs &told) {
  reason_group result;
  result.context = context;
  result.region = region;
  for (std::uint32_t text : found.may_be)
    result.may_be.push_back(*texts[text]);
  std::sort(result.may_be.begin(), result.may_be.end());
  told.keep_best(found.pairs, pairs_kept);
  result.pairs = std::move(found.pairs);
  return result;
}

/// Most to learn first. Accesses that could be on a lot of things are on few of them in truth;
/// and a model names a resource, but of other memory only says that its arguments lead there.
void sort_groups(const model::Row &left, const model::Row &right, const telling_pairs &told,
                 std::vector<reason_group> &groups) {
  constexpr std::size_t lot = 4;
  using place = std::pair<model::Location, model::Location>;
  std::vector<place> places;
  std::map<place, std::size_t> groups_at;
  for (const reason_group &group : groups) {
    const model::Reason &first = group.pairs.front();
    places.emplace_back(as_user_sees(left.Effects[first.A].What).at,
                        as_user_sees(right.Effects[first.B].What).at);
    ++groups_at[places.back()];
  }
  using ranks = std::tuple<bool, int, bool, int, bool, std::string, reason_group *>;
  std::vector<ranks> order;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const model::Reason &first = groups[i].pairs.front();
    const model::HandlerEffect &subject = subject_of(left.Effects[first.A], right.Effects[first.B]);
    const bool vague_place =
        groups_at[places[i]] > lot ||
        (told.assumed(first) && subject.Where.What != model::Region::Kind::Resource);
    order.emplace_back(groups[i].context, effort(subject), told.of_two_names(first),
                       -told.of_user(first), vague_place, groups[i].region, &groups[i]);
  }
  std::sort(order.begin(), order.end());
  std::vector<reason_group> sorted;
  for (const ranks &entry : order)
    sorted.push_back(std::move(*std::get<reason_group *>(entry)));
  groups = std::move(sorted);
}

} // namespace

std::vector<model::Reason> all_reasons(const linked_file &file, std::uint32_t a, std::uint32_t b) {
  return pair_conflicts(file, file.program.Rows[a], file.program.Rows[b]).run();
}

std::vector<reason_group> grouped(const linked_file &file, std::uint32_t a, std::uint32_t b,
                                  const std::vector<model::Reason> &reasons) {
  const model::Row &left = file.program.Rows[a], &right = file.program.Rows[b];
  const telling_pairs told(left, right);
  std::vector<const std::string *> texts(told.texts());
  std::vector<gathered> found(2 * told.texts()); // by name, and by kind
  for (const model::Reason &pair : reasons) {
    const told_access *x = &told.left(pair), *y = &told.right(pair);
    texts[x->text] = &left.Effects[pair.A].Text;
    texts[y->text] = &right.Effects[pair.B].Text;
    if (y->precedence < x->precedence)
      std::swap(x, y);
    gathered &group = found[2 * x->text + (pair.Context ? 1 : 0)];
    group.pairs.push_back(pair);
    if (x->vague && !y->vague && x->memory != y->memory) // else nothing to say twice
      group.may_be.insert(y->text);
  }
  std::vector<reason_group> result;
  for (std::size_t i = 0; i < found.size(); ++i)
    if (!found[i].pairs.empty())
      result.push_back(group_of(*texts[i / 2], i % 2 != 0, found[i], texts, told));
  sort_groups(left, right, told, result);
  return result;
}

std::vector<reason_group> reasons_between(const linked_file &file, std::uint32_t a,
                                          std::uint32_t b) {
  return grouped(file, a, b, all_reasons(file, a, b));
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
