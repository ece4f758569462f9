//===- tool/why_items.cpp - One reason, told ------------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/why_items.hpp"

#include "tool/access_text.hpp"
#include "tool/changes.hpp"
#include "tool/layout.hpp"
#include "tool/rare_path.hpp"
#include "tool/source_place.hpp"
#include "tool/subject.hpp"
#include "tool/suggestion.hpp"
#include "tool/telling.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace polychrome::tool {
namespace {

constexpr std::size_t few_names = 2;
constexpr std::size_t title_indent = 3, text_indent = 6;

const model::HandlerEffect &subject_of_pair(const linked_file &file, std::uint32_t a,
                                            std::uint32_t b, const model::Reason &pair) {
  return subject_of(file.program.Rows[a].Effects[pair.A], file.program.Rows[b].Effects[pair.B]);
}

/// Of what cannot be said: it runs alone, and the cause of that is told.
bool is_unknown(const model::HandlerEffect &effect) {
  return effect.Where.What == model::Region::Kind::Unknown;
}

/// Another group of the same change.
void join(reason_group &known, reason_group more) {
  // The plainest name first: stdio may be any file, and "global t" says what "global t
  // (contents)" says.
  const bool first = known.region == "resource stdio" || known.region.starts_with(more.region);
  if (first)
    std::swap(known, more);
  known.pairs.insert(known.pairs.end(), more.pairs.begin(), more.pairs.end());
  for (std::string &name : more.may_be)
    if (std::find(known.may_be.begin(), known.may_be.end(), name) == known.may_be.end())
      known.may_be.push_back(std::move(name));
}

std::string names_of_output(const std::set<std::string> &names) {
  std::string text = output;
  for (const std::string &name : names)
    text += (&name == &*names.begin() ? " (" : ", ") + name;
  return text + ")";
}

std::string bold(const std::string &text, const style &look) {
  return std::string(look.bold) + text + std::string(look.off);
}

std::string advice(const suggestion &s, const std::string &rare_path, const style &look) {
  const std::string introduction = "what would help:";
  const std::size_t column = title_indent + introduction.size() + 1;
  std::string text = std::string(title_indent, ' ') + bold(introduction, look) + " " +
                     wrapped(printable(s.text), column, text_indent) + "\n";
  if (!rare_path.empty())
    text += std::string(title_indent, ' ') +
            wrapped("or, if " + printable(rare_path) +
                        " is the rare case, post it as a handler of its own",
                    title_indent, text_indent) +
            "\n";
  return text;
}

std::string numbered_title(std::size_t number, const std::string &text, const style &look) {
  return std::to_string(number) + ". " + bold(text, look);
}

/// What the title calls the region: as both handlers' sources spell it, if they do so alike.
std::string title_of(const linked_file &file, const told_pair &rows, const reason_group &group) {
  const model::Reason &pair = group.pairs.front();
  const std::string &left = file.program.Rows[rows.a].Effects[pair.A].Spelled;
  const std::string &right = file.program.Rows[rows.b].Effects[pair.B].Spelled;
  return left.empty() || left != right ? group.region : left;
}

/// "it", unless what the title names is on the other side.
std::string named(const reason_group &group, const std::string &title,
                  const model::HandlerEffect &effect) {
  if (!effect.Spelled.empty() && effect.Spelled != title)
    return effect.Spelled;
  const bool same = group.context || variable_of(effect.Text) == variable_of(group.region) ||
                    (group.region.starts_with(output) && is_output(effect));
  return same ? "it" : bare(effect.Text);
}

/// "  (in any context; it may be a, b and 7 more)", and before that the region's own name where
/// the title spells it as the source does.
std::string kind_of(const reason_group &group, const std::string &title, std::size_t shown) {
  std::string text = "  (" + (title == group.region ? "" : printable(group.region) + ", ");
  text += group.context ? "in the same context" : "in any context";
  const std::size_t all = group.may_be.size();
  for (std::size_t i = 0; i < shown; ++i)
    text += (i == 0 ? "; it may be " : ", ") + printable(bare(group.may_be[i]));
  if (shown < all)
    text += (shown == 0 ? "; it may be any of " : " and ") + std::to_string(all - shown) +
            (shown == 0 ? "" : " more");
  return text + ")";
}

std::string reason_title(std::size_t number, const reason_group &group, const std::string &title,
                         const why_options &o) {
  std::size_t shown = group.may_be.size();
  std::string name = printable(title);
  const auto kind = [&] { return kind_of(group, title, shown); };
  if (!o.all) {
    shown = std::min(few_names, shown);
    while (shown != 0 && title_indent + name.size() + kind().size() > columns)
      --shown;
    name = fitted(name, columns - std::min(columns, title_indent + kind().size()));
  }
  return numbered_title(number, name, o.look) + kind() + "\n";
}

/// A line: of what follows the name, as much as leaves room for it.
std::string brief_of(std::size_t number, const std::string &what,
                     const std::vector<std::string> &after, const why_options &o) {
  std::size_t room = columns - std::to_string(number).size() - 2;
  std::string rest;
  for (const std::string &part : after)
    if (what.size() + rest.size() + part.size() <= room)
      rest += part;
    else
      break;
  return numbered_title(number, fitted(what, room - rest.size()), o.look) + rest + "\n";
}

std::vector<reason_group> groups_to_tell(const linked_file &file, std::uint32_t a, std::uint32_t b,
                                         const std::vector<model::Reason> &reasons) {
  const changes all(file.program, {a, b});
  std::vector<reason_group> result;
  std::map<std::string, std::size_t> at;
  std::set<std::string> outputs;
  std::set<std::size_t> joined;
  for (reason_group &group : grouped(file, a, b, reasons)) {
    const model::HandlerEffect &subject = subject_of_pair(file, a, b, group.pairs.front());
    if (is_unknown(subject))
      continue;
    const bool prints =
        !group.context &&
        (is_output(subject) || all.of(a, b, group.pairs.front()) == std::set<std::string>{output});
    if (prints)
      outputs.insert(variable_of(group.region));
    const std::string key = group.context ? group.region + " in a context"
                            : prints      ? output
                                          : variable_of(group.region);
    const auto [place, fresh] = at.try_emplace(key, result.size());
    if (fresh) {
      result.push_back(std::move(group));
      continue;
    }
    join(result[place->second], std::move(group));
    joined.insert(place->second);
  }
  const telling_pairs told(file.program.Rows[a], file.program.Rows[b]);
  for (std::size_t i : joined)
    told.keep_best(result[i].pairs, pairs_kept);
  if (const auto found = at.find(output); found != at.end())
    result[found->second].region = names_of_output(outputs);
  return result;
}

std::string full_reason(const linked_file &file, const told_pair &rows, std::size_t number,
                        const reason_group &group, const why_options &o) {
  const model::Row &left = file.program.Rows[rows.a], &right = file.program.Rows[rows.b];
  const std::string title = title_of(file, rows, group);
  std::string full = "\n" + reason_title(number, group, title, o);
  const std::size_t shown = o.all ? group.pairs.size() : 1;
  for (std::size_t i = 0; i < shown; ++i) {
    const model::Reason &pair = group.pairs[i];
    full += access_text(left, left.Effects[pair.A], named(group, title, left.Effects[pair.A]), o);
    if (rows.a == rows.b && pair.A == pair.B)
      full += "   and so does another invocation of it\n";
    else
      full +=
          access_text(right, right.Effects[pair.B], named(group, title, right.Effects[pair.B]), o);
  }
  if (shown < group.pairs.size())
    full += "   (" + std::to_string(group.pairs.size() - shown) + " more such pairs of accesses)\n";
  return full + advice(suggest(file.program, rows.a, rows.b, group.pairs.front()),
                       group.context ? std::string() : rows.rare_path, o.look);
}

std::string brief_reason(const linked_file &file, const told_pair &rows, std::size_t number,
                         const reason_group &group, const why_options &o) {
  const model::Reason &pair = group.pairs.front();
  const auto access = [&](const model::HandlerEffect &effect, const std::string &what) {
    return std::string(verb(effect.What.How)) + " " + (what == "it" ? "" : printable(what) + " ") +
           "at " + short_place(as_user_sees(effect.What).at);
  };
  const model::HandlerEffect &left = file.program.Rows[rows.a].Effects[pair.A],
                             &right = file.program.Rows[rows.b].Effects[pair.B];
  const auto both = [&](const std::string &of_left, const std::string &of_right) {
    const std::string one = access(left, of_left), other = access(right, of_right);
    return std::vector<std::string>{": " + one, one == other ? " (both)" : ", " + other};
  };
  const std::string title = title_of(file, rows, group), name = printable(title);
  std::vector<std::string> after = both(named(group, title, left), named(group, title, right));
  if (std::to_string(number).size() + 2 + name.size() + after[0].size() + after[1].size() > columns)
    after = both("it", "it"); // where is more than what
  return brief_of(number, name, after, o);
}

std::string full_exclusion(std::size_t number, const exclusion &cause, const user_access &seen,
                           const why_options &o) {
  std::string what = printable(cause.what) +
                     (cause.places > 1 ? " (" + std::to_string(cause.places) + " places)" : "");
  if (!o.all)
    what = wrapped(with_short_paths(what), title_indent, title_indent);
  std::string full = "\n" + numbered_title(number, what, o.look) + "\n";
  if (seen.at.Line != 0)
    full += "   at " + o.place_of(seen.at) + "\n" + line_at(seen.at, "       ", o);
  for (const model::Frame &call : o.all ? cause.via : seen.calls)
    add_call(call, false, o, full);
  return full + advice(suggest_alone(cause.what), {}, o.look);
}

} // namespace

told_pair what_to_tell(const linked_file &file, std::uint32_t a, std::uint32_t b) {
  const std::vector<model::Reason> reasons = all_reasons(file, a, b);
  return {a, b, groups_to_tell(file, a, b, reasons), rare_path(file.program, a, b, reasons)};
}

item reason_item(const linked_file &file, const told_pair &pair, const reason_group &group,
                 std::size_t number, const why_options &o) {
  return {[&, number] { return full_reason(file, pair, number, group, o); },
          [&, number] { return brief_reason(file, pair, number, group, o); }};
}

item exclusion_item(std::size_t number, const exclusion &cause, const why_options &o) {
  model::Effect as_effect;
  as_effect.At = cause.at;
  as_effect.Via = cause.via;
  const user_access seen = as_user_sees(as_effect);
  const std::string full = full_exclusion(number, cause, seen, o);
  const std::string brief = brief_of(number, with_short_paths(printable(cause.what)),
                                     {seen.at.Line ? " at " + short_place(seen.at) : ""}, o);
  return {[full] { return full; }, [brief] { return brief; }};
}

} // namespace polychrome::tool
