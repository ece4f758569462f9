//===- tool/findings.cpp - What the matrix says, as a list ----------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/findings.hpp"

#include "pass/report/LibraryNames.h"
#include "tool/source_place.hpp"
#include "tool/words.hpp"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace polychrome::tool {
namespace {

/// Part of every fingerprint: to be changed when they come to mean something else.
constexpr const char *generation = "polychrome/2";

const char *rule_word(rule r) {
  switch (r) {
  case rule::conflict:
    return "conflict";
  case rule::context_conflict:
    return "context-conflict";
  case rule::exclusive:
    return "exclusive";
  case rule::pinned:
    return "pinned";
  case rule::assumption:
    return "assumption";
  }
  return "";
}

/// "f::lambda#2 (3)" -> "f::lambda": a lambda before it changes the number, and another
/// instantiation that in parentheses.
std::string without_numbers(const std::string &name) {
  constexpr std::string_view digits = "0123456789";
  std::string out;
  for (std::size_t i = 0; i < name.size();) {
    const std::string_view rest = std::string_view(name).substr(i);
    const bool numbered = rest.starts_with("#"), repeated = rest.starts_with(" (");
    std::size_t end = numbered || repeated ? name.find_first_not_of(digits, i + 1 + repeated) : i;
    end = std::min(end, name.size());
    if (repeated && (end == i + 2 || end == name.size() || name[end++] != ')'))
      end = i;
    if (end > i + 1)
      i = end;
    else
      out += name[i++];
  }
  return out;
}

/// What a finding is known by, before it is counted.
std::string identity(rule what, std::string a, std::string b, const std::string &subject) {
  if (b < a)
    std::swap(a, b);
  std::string text = generation;
  for (const std::string &part : {std::string(rule_word(what)), a, b, subject})
    text += '\0' + part;
  return text;
}

std::string fingerprint(const std::string &text) {
  const std::string digits = llvm::utohexstr(llvm::xxh3_64bits(text), true);
  return std::string(16 - digits.size(), '0') + digits;
}

/// "models/libc.txt:41" -> "models/libc.txt": the models' own lines move as well.
std::string without_line(const std::string &assumed) {
  return assumed.substr(0, assumed.rfind(':'));
}

class finder {
public:
  explicit finder(const linked_file &file) : file_(file) {}

  std::vector<finding> run() {
    for (const model::Row &row : file_.program.Rows)
      add_row(row);
    for (const model::Cell &cell : file_.program.Cells)
      add_cell(cell);
    std::sort(found_.begin(), found_.end(), [](const finding &x, const finding &y) {
      return std::tie(x.what, x.a, x.b, x.subject) < std::tie(y.what, y.a, y.b, y.subject);
    });
    return std::move(found_);
  }

private:
  const std::string &name(std::uint32_t row) const { return file_.program.Rows[row].Name; }

  /// Two that cannot be told apart by anything but their lines are one finding. Those of
  /// several lambdas of a function, in the same words, are told apart by how many there are:
  /// a lambda that has nothing to do with them changes nothing, and one more is one more.
  void add(finding f) {
    if (!seen_.insert(identity(f.what, name(f.a), name(f.b), f.subject)).second)
      return;
    const std::string what = identity(f.what, without_numbers(name(f.a)),
                                      f.a == f.b ? std::string() : without_numbers(name(f.b)),
                                      without_numbers(f.subject));
    const unsigned nth = ++alike_[what];
    f.fingerprint = fingerprint(nth == 1 ? what : what + '\0' + std::to_string(nth));
    found_.push_back(std::move(f));
  }

  void add_row(const model::Row &row) {
    if (row.Exclusive)
      for (const exclusion &cause : exclusions_of(file_, row)) {
        const std::string what = without_place(cause.what);
        add({rule::exclusive,
             row.Id,
             row.Id,
             what,
             row.Name + " runs alone: it " + what,
             {},
             {},
             cause});
      }
    else if (row.Pinned)
      add({rule::pinned,
           row.Id,
           row.Id,
           without_place(row.Why),
           row.Name + " stays on one thread: it " + without_place(row.Why),
           {},
           {},
           {}});
    for (const model::HandlerEffect &effect : row.Effects)
      if (!effect.What.Assumed.empty()) {
        const std::string model = without_line(effect.What.Assumed);
        add({rule::assumption,
             row.Id,
             row.Id,
             model + ": " + effect.Text,
             "what is known of " + row.Name + " on " + effect.Text + " is assumed by " + model,
             {},
             {},
             {}});
      }
  }

  void add_cell(const model::Cell &cell) {
    const std::string both = cell.A == cell.B ? "two invocations of " + name(cell.A)
                                              : name(cell.A) + " and " + name(cell.B);
    for (const reason_group &group : reasons_between(file_, cell.A, cell.B)) {
      const model::Reason &first = group.pairs.front();
      // Within one session each new member would be new: that they share it is enough.
      if (group.context)
        add({rule::context_conflict,
             cell.A,
             cell.B,
             "",
             both + " wait for each other where they share a context, as on " + group.region,
             {},
             first,
             {}});
      else
        add({rule::conflict,
             cell.A,
             cell.B,
             group.region,
             both + " never run together because of " + group.region,
             {},
             first,
             {}});
    }
  }

  const linked_file &file_;
  std::set<std::string> seen_;
  std::map<std::string, unsigned> alike_;
  std::vector<finding> found_;
};

} // namespace

std::vector<finding> findings_of(const linked_file &file) {
  return finder(file).run();
}

std::vector<namesakes> namesakes_of(const linked_file &file) {
  std::map<std::string, namesakes> by_name;
  for (const model::Row &row : file.program.Rows) {
    const std::string name = without_numbers(row.Name);
    namesakes &all = by_name.try_emplace(name, namesakes{name, {}, {}, true}).first->second;
    all.rows.push_back(row.Id);
    all.all_alone &= row.Exclusive;
  }
  std::vector<namesakes> out;
  for (auto &[name, all] : by_name) {
    all.fingerprint = fingerprint(std::string(generation) + '\0' + "alone" + '\0' + name);
    out.push_back(std::move(all));
  }
  return out;
}

model::Location place_of(const linked_file &file, const finding &f) {
  const model::Row &row = file.program.Rows[f.a];
  model::Location at = row.At;
  if (f.what == rule::conflict || f.what == rule::context_conflict) {
    at = as_user_sees(row.Effects[f.reason.A].What).at;
  } else if (f.what == rule::exclusive && f.cause.at.Line != 0) {
    model::Effect effect;
    effect.At = f.cause.at;
    effect.Via = f.cause.via;
    at = as_user_sees(effect).at;
  }
  // Where no line of the user's leads there, the handler's own says most.
  return inLibrary(at) ? row.At : at;
}

} // namespace polychrome::tool
