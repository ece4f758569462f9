//===- tool/why.cpp - Why handlers conflict -------------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/why.hpp"

#include "tool/access_text.hpp"
#include "tool/find_handler.hpp"
#include "tool/reasons.hpp"
#include "tool/source_place.hpp"
#include "tool/subject.hpp"
#include "tool/suggestion.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace polychrome::tool {
namespace {

constexpr std::size_t names_listed = 4, few_names = 2;

/// One thing to tell: in full, or in a line where the screen is full.
struct item {
  std::string full;
  std::string brief;
};

std::size_t lines_of(const std::string &text) {
  return std::size_t(std::count(text.begin(), text.end(), '\n'));
}

std::string painted(std::string_view colour, const std::string &text, const style &s) {
  return std::string(colour) + text + std::string(s.off);
}

/// As many in full as fit, at least the first; then a line each for at least a third of
/// the screen, then a number.
void add_items(const std::vector<item> &items, const why_options &o, std::string &out) {
  constexpr std::size_t frame = 2; // an empty line before the short ones, a last one after
  std::size_t next = 0, used = lines_of(out);
  const auto fits_in_full = [&](const item &i) {
    const std::size_t rest = items.size() - next - 1;
    const std::size_t kept = rest == 0 ? 0 : std::min(rest, o.lines / 3) + frame;
    return o.all || used + lines_of(i.full) + kept <= o.lines;
  };
  for (; next < items.size() && (next == 0 || fits_in_full(items[next])); ++next) {
    out += items[next].full;
    used += lines_of(items[next].full);
  }
  if (next == items.size())
    return;
  out += "\n";
  for (used += frame; next < items.size() && used < o.lines; ++next, ++used)
    out += items[next].brief;
  if (next < items.size())
    out += "... and " + std::to_string(items.size() - next) + " more (--all shows them)\n";
}

std::string advice(const suggestion &s, const style &look) {
  std::string text =
      "   " + painted(look.bold, "what would help:", look) + " " + printable(s.text) + "\n";
  if (!s.rare_path.empty())
    text += "   or, if " + printable(s.rare_path) +
            " is the rare case, post it as a handler of its own\n";
  return text;
}

std::string title(std::size_t number, const std::string &text, const style &look) {
  return std::to_string(number) + ". " + painted(look.bold, printable(text), look);
}

/// "it", unless what the title names is on the other side.
std::string named(const reason_group &group, const model::HandlerEffect &effect) {
  return group.context || variable_of(effect.Text) == variable_of(group.region) ? "it"
                                                                                : bare(effect.Text);
}

/// "  (in any context; it may be a, b and 7 more)".
std::string kind_of(const reason_group &group, const why_options &o) {
  std::string text = group.context ? "  (in the same context" : "  (in any context";
  const std::size_t all = group.may_be.size(), shown = o.all ? all : std::min(few_names, all);
  for (std::size_t i = 0; i < shown; ++i)
    text += (i == 0 ? "; it may be " : ", ") + printable(bare(group.may_be[i]));
  if (shown < all)
    text += " and " + std::to_string(all - shown) + " more";
  return text + ")\n";
}

item reason_item(const linked_file &file, std::uint32_t a, std::uint32_t b, std::size_t number,
                 const reason_group &group, const why_options &o) {
  const model::Row &left = file.program.Rows[a], &right = file.program.Rows[b];
  item result;
  result.full = "\n" + title(number, group.region, o.look) + kind_of(group, o);
  const std::size_t shown = o.all ? group.pairs.size() : 1;
  for (std::size_t i = 0; i < shown; ++i) {
    const model::Reason &pair = group.pairs[i];
    result.full += access_text(left, left.Effects[pair.A], named(group, left.Effects[pair.A]), o);
    if (a == b && pair.A == pair.B)
      result.full += "   and so does another invocation of it\n";
    else
      result.full +=
          access_text(right, right.Effects[pair.B], named(group, right.Effects[pair.B]), o);
  }
  if (shown < group.pairs.size())
    result.full +=
        "   (" + std::to_string(group.pairs.size() - shown) + " more such pairs of accesses)\n";
  result.full += advice(suggest(file.program, a, b, group.pairs.front()), o.look);

  const model::Reason &pair = group.pairs.front();
  const user_access x = as_user_sees(left.Effects[pair.A].What),
                    y = as_user_sees(right.Effects[pair.B].What);
  result.brief = title(number, group.region, o.look) + ": " + verb(left.Effects[pair.A].What.How) +
                 " at " + place(x.at) + ", " + verb(right.Effects[pair.B].What.How) + " at " +
                 place(y.at) + "\n";
  return result;
}

item exclusion_item(std::size_t number, const exclusion &cause, const why_options &o) {
  model::Effect as_effect;
  as_effect.At = cause.at;
  as_effect.Via = cause.via;
  const user_access seen = as_user_sees(as_effect);
  item result;
  const std::string what =
      printable(cause.what) +
      (cause.places > 1 ? " (" + std::to_string(cause.places) + " places)" : "");
  result.full = "\n" + title(number, what, o.look) + "\n";
  if (seen.at.Line != 0)
    result.full += "   at " + place_and_line(seen.at, "       ", o);
  for (const model::Frame &call : o.all ? cause.via : seen.calls)
    result.full += "     through " + printable(short_name(call.Function)) + ", called at " +
                   place(call.At) + "\n";
  result.full += advice(suggest_alone(cause.what), o.look);
  result.brief = title(number, what, o.look) + (seen.at.Line ? " at " + place(seen.at) : "") + "\n";
  return result;
}

/// What concerns a row alone comes first: next to it nothing else matters.
void add_exclusions(const linked_file &file, const model::Row &row, const why_options &o,
                    std::string &out, std::vector<item> &items) {
  if (row.Pinned && !row.Exclusive)
    out += numbered(row) + " stays on the thread that called run(): " + printable(row.Why) + "\n";
  if (!row.Exclusive)
    return;
  const std::vector<exclusion> causes = exclusions_of(file, row);
  out += numbered(row) + " runs alone: " +
         (causes.size() == 1 ? printable(row.Why)
                             : "for " + std::to_string(causes.size()) + " reasons") +
         "\n";
  for (const exclusion &cause : causes)
    items.push_back(exclusion_item(items.size() + 1, cause, o));
}

void add_name(const model::Row &row, const why_options &o, std::string &out) {
  out += painted(o.look.bold, numbered(row), o.look) + "  " + place(row.At) + "\n";
}

/// What may touch anything runs alone, and the cause of that has been told.
bool is_told(const linked_file &file, std::uint32_t a, std::uint32_t b, const reason_group &group) {
  constexpr auto kind = model::Region::Kind::Unknown;
  const model::Reason &pair = group.pairs.front();
  return file.program.Rows[a].Effects[pair.A].Where.What == kind ||
         file.program.Rows[b].Effects[pair.B].Where.What == kind;
}

std::string show_pair(const linked_file &file, std::uint32_t a, std::uint32_t b,
                      const why_options &o) {
  const model::CellBits bits = file.program.bits(a, b);
  std::string text;
  std::vector<item> items;
  add_name(file.program.Rows[a], o, text);
  if (a != b)
    add_name(file.program.Rows[b], o, text);
  text += painted(o.look.of(bits), bits.text(), o.look) + "  " + meaning_of(bits) + "\n";
  add_exclusions(file, file.program.Rows[a], o, text, items);
  if (a != b)
    add_exclusions(file, file.program.Rows[b], o, text, items);
  for (const reason_group &group : reasons_between(file, a, b))
    if (!is_told(file, a, b, group))
      items.push_back(reason_item(file, a, b, items.size() + 1, group, o));
  add_items(items, o, text);
  return text;
}

/// One line for each of the four verdicts that the row meets.
void add_others(const linked_file &file, std::uint32_t r, const why_options &o, std::string &out) {
  std::array<std::vector<std::uint32_t>, 4> by_bits;
  for (const model::Row &other : file.program.Rows)
    if (const model::CellBits bits = file.program.bits(r, other.Id); other.Id != r)
      by_bits[(bits.Global ? 2u : 0u) + (bits.Context ? 1u : 0u)].push_back(other.Id);
  if (file.program.Rows.size() > 1)
    out += "\nBeside the others:\n";
  for (std::size_t i = by_bits.size(); i-- != 0;) {
    const std::vector<std::uint32_t> &rows = by_bits[i];
    if (rows.empty())
      continue;
    const model::CellBits bits = file.program.bits(r, rows.front());
    out += "  " + painted(o.look.of(bits), bits.text(), o.look) + " ";
    const std::size_t shown = o.all ? rows.size() : std::min(names_listed, rows.size());
    for (std::size_t j = 0; j < shown; ++j)
      out += (j ? ", " : " ") + numbered(file.program.Rows[rows[j]]);
    if (shown < rows.size())
      out += ", and " + std::to_string(rows.size() - shown) + " more";
    out += "\n";
  }
}

void add_touched(const model::Row &row, std::string &out) {
  out += row.Effects.empty() ? "\nTouches nothing that another handler could.\n" : "\nTouches:\n";
  for (const model::HandlerEffect &effect : row.Effects)
    out += "  " + std::string(bits_of(effect.Where)) + "  " + verb(effect.What.How) + " " +
           printable(effect.Text) + " at " + place(as_user_sees(effect.What).at) + "\n";
}

} // namespace

std::string why_pair(const linked_file &file, const std::string &a, const std::string &b,
                     const why_options &options) {
  const std::vector<std::uint32_t> left = find_handler(file.program, a);
  const std::vector<std::uint32_t> right = find_handler(file.program, b);
  // Of rows that the source does not tell apart, one that has this verdict stands for all.
  std::map<std::tuple<std::string, std::string, std::string>, std::size_t> shown;
  std::vector<std::string> answers;
  for (std::uint32_t i : left)
    for (std::uint32_t j : right) {
      if (left == right && j < i)
        continue; // one handler's rows against themselves: each pair once
      const model::Row &one = file.program.Rows[i], &other = file.program.Rows[j];
      const auto [at, first] =
          shown.emplace(std::tuple(name_in_source(one), name_in_source(other),
                                   std::string(file.program.bits(i, j).text())),
                        answers.size());
      if (first)
        answers.push_back(show_pair(file, std::min(i, j), std::max(i, j), options));
      else
        answers[at->second] +=
            "the same verdict: " + numbered(one) + " and " + numbered(other) + "\n";
    }
  std::string out;
  for (const std::string &answer : answers)
    out += (out.empty() ? "" : "\n") + answer;
  return out;
}

std::string why_handler(const linked_file &file, const std::string &part,
                        const why_options &options) {
  constexpr std::size_t lines_for_others = 6;
  why_options beside_itself = options;
  beside_itself.lines -= std::min(options.lines, lines_for_others);
  std::string out;
  for (std::uint32_t row : find_handler(file.program, part)) {
    if (!out.empty())
      out += "\n";
    out += show_pair(file, row, row, beside_itself);
    add_others(file, row, options, out);
    if (options.all)
      add_touched(file.program.Rows[row], out);
  }
  return out;
}

} // namespace polychrome::tool
