//===- tool/why.cpp - Why handlers conflict -------------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/why.hpp"

#include "tool/find_handler.hpp"
#include "tool/layout.hpp"
#include "tool/source_line.hpp"
#include "tool/source_place.hpp"
#include "tool/trust.hpp"
#include "tool/why_items.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

namespace polychrome::tool {
namespace {

constexpr std::size_t names_listed = 4, few_lines = 4;
constexpr std::size_t indent = 6;

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
  const auto fits_in_full = [&](const std::string &full) {
    const std::size_t rest = items.size() - next - 1;
    const std::size_t kept = rest == 0 ? 0 : std::min(rest, o.lines / 3) + frame;
    return o.all || used + lines_of(full) + kept <= o.lines;
  };
  for (; next < items.size(); ++next) {
    const std::string full = items[next].full();
    if (next != 0 && !fits_in_full(full))
      break;
    out += full;
    used += lines_of(full);
  }
  if (next == items.size())
    return;
  out += "\n";
  for (used += frame; next < items.size() && used < o.lines; ++next, ++used)
    out += items[next].brief();
  if (next < items.size())
    out += "... and " + std::to_string(items.size() - next) + " more (--all shows them)\n";
}

std::string line(const std::string &text, const why_options &o) {
  return (o.all ? text : wrapped(with_short_paths(text), 0, indent)) + "\n";
}

/// What concerns a row alone comes first: next to it nothing else matters.
void add_exclusions(const linked_file &file, const model::Row &row, const why_options &o,
                    std::string &out, std::vector<item> &items) {
  if (row.Pinned && !row.Exclusive)
    out += line(numbered(row) + " stays on the thread that called run(): " + printable(row.Why), o);
  if (!row.Exclusive)
    return;
  const std::vector<exclusion> causes = exclusions_of(file, row);
  out += line(numbered(row) + " runs alone: " +
                  (causes.size() == 1 ? printable(row.Why)
                                      : "for " + std::to_string(causes.size()) + " reasons"),
              o);
  for (const exclusion &cause : causes)
    items.push_back(exclusion_item(items.size() + 1, cause, o));
}

/// The whole path is said here, if anywhere.
void add_name(const model::Row &row, const why_options &o, std::string &out) {
  const std::string name = painted(o.look.bold, numbered(row), o.look);
  const std::string whole = place(row.At), brief = short_place(row.At);
  const std::size_t width = numbered(row).size() + 2;
  if (o.all || width + whole.size() <= columns)
    out += name + "  " + whole + "\n";
  else if (indent + whole.size() <= columns)
    out += name + "\n" + std::string(indent, ' ') + whole + "\n";
  else
    out += name + (width + brief.size() <= columns ? "  " : "\n      ") + brief + "\n";
}

/// The sources of the rows that were written after the program, so that lines may have moved.
void add_newer_sources(const std::set<const model::Row *> &rows, const why_options &o,
                       std::string &out) {
  std::set<std::string> files;
  const auto add = [&](const model::Location &at) {
    if (const std::string file = source_file(at, o.program_path); !file.empty())
      files.insert(file);
  };
  std::set<model::Location> seen;
  for (const model::Row *row : rows) {
    seen.insert(row->At);
    for (const model::HandlerEffect &effect : row->Effects)
      seen.insert(as_user_sees(effect.What).at);
  }
  for (const model::Location &at : seen)
    add(at);
  for (const std::string &file : files)
    if (is_newer(file, o.program_path))
      out += line("(" + printable(short_path(file)) + " is newer than " +
                      printable(short_path(o.program_path)) +
                      ": its lines may not be those that were compiled)",
                  o);
}

void add_trust(const model::Row &a, const model::Row &b, const why_options &o, std::string &out) {
  const std::vector<std::string> all = not_in_the_way(a, b);
  const std::size_t shown = o.all ? all.size() : std::min(few_lines, all.size());
  for (std::size_t i = 0; i < shown; ++i)
    out += line(all[i], o);
  if (shown < all.size())
    out += "(" + std::to_string(all.size() - shown) + " more such)\n";
}

std::string show_pair(const linked_file &file, std::uint32_t a, std::uint32_t b,
                      const why_options &o) {
  const model::CellBits bits = file.program.bits(a, b);
  const model::Row &left = file.program.Rows[a], &right = file.program.Rows[b];
  std::string text;
  std::vector<item> items;
  add_name(left, o, text);
  if (a != b)
    add_name(right, o, text);
  text += painted(o.look.of(bits), bits.text(), o.look) + "  " + meaning_of(bits) + "\n";
  add_newer_sources({&left, &right}, o, text);
  add_exclusions(file, left, o, text, items);
  if (a != b)
    add_exclusions(file, right, o, text, items);
  add_trust(left, right, o, text);
  const told_pair pair = what_to_tell(file, a, b);
  for (const reason_group &group : pair.groups)
    items.push_back(reason_item(file, pair, group, items.size() + 1, o));
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
    std::string names;
    const std::size_t shown = o.all ? rows.size() : std::min(names_listed, rows.size());
    for (std::size_t j = 0; j < shown; ++j)
      names += (j ? ", " : "") + numbered(file.program.Rows[rows[j]]);
    if (shown < rows.size())
      names += ", and " + std::to_string(rows.size() - shown) + " more";
    out += " " + (o.all ? names : wrapped(names, indent, indent)) + "\n";
  }
}

void add_touched(const model::Row &row, std::string &out) {
  out += row.Effects.empty() ? "\nTouches nothing that another handler could.\n" : "\nTouches:\n";
  for (const model::HandlerEffect &effect : row.Effects)
    out += "  " + std::string(bits_of(effect.Where)) + "  " + verb(effect.What.How) + " " +
           printable(effect.Text) + " at " + place(as_user_sees(effect.What).at) + "\n";
}

/// Pairs of rows that have one place in the source. Of those that the source does not tell
/// apart, one with each verdict stands for all.
class verdicts {
public:
  explicit verdicts(const model::Program &program) : program_(program) {}

  void add(std::uint32_t a, std::uint32_t b) {
    std::tuple key(name_in_source(program_.Rows[a]), name_in_source(program_.Rows[b]),
                   std::string(program_.bits(a, b).text()));
    const auto [at, fresh] = known_.emplace(std::move(key), pairs_.size());
    if (fresh)
      pairs_.emplace_back();
    pairs_[at->second].emplace_back(a, b);
  }

  /// All on one screen, if there is that much of it.
  std::string told(why_options o, auto tell) const {
    constexpr std::size_t fewest_lines = 16;
    o.lines = std::max(fewest_lines, o.lines / pairs_.size());
    std::string out;
    for (const auto &alike : pairs_) {
      out += (out.empty() ? "" : "\n") + tell(alike.front().first, alike.front().second, o);
      for (auto pair = alike.begin() + 1; pair != alike.end(); ++pair)
        out += line("the same verdict: " + rows_of(*pair), o);
    }
    return out;
  }

private:
  using pair_of_rows = std::pair<std::uint32_t, std::uint32_t>;

  std::string rows_of(const pair_of_rows &pair) const {
    const std::string first = numbered(program_.Rows[pair.first]);
    return pair.first == pair.second ? first
                                     : first + " and " + numbered(program_.Rows[pair.second]);
  }

  const model::Program &program_;
  std::map<std::tuple<std::string, std::string, std::string>, std::size_t> known_;
  std::vector<std::vector<pair_of_rows>> pairs_;
};

} // namespace

std::string why_options::place_of(const model::Location &at) const {
  return all ? place(at) : short_place(at);
}

std::string why_pair(const linked_file &file, const std::string &a, const std::string &b,
                     const why_options &options) {
  const std::vector<std::uint32_t> left = find_handler(file.program, a);
  const std::vector<std::uint32_t> right = find_handler(file.program, b);
  verdicts all(file.program);
  for (std::uint32_t i : left)
    for (std::uint32_t j : right)
      if (left != right || i <= j) // one handler's rows against themselves: each pair once
        all.add(i, j);
  const auto tell = [&](std::uint32_t i, std::uint32_t j, const why_options &o) {
    return show_pair(file, std::min(i, j), std::max(i, j), o);
  };
  return all.told(options, tell);
}

std::string why_handler(const linked_file &file, const std::string &part,
                        const why_options &options) {
  constexpr std::size_t lines_for_others = 6;
  verdicts all(file.program);
  for (std::uint32_t row : find_handler(file.program, part))
    all.add(row, row);
  const auto tell = [&](std::uint32_t row, std::uint32_t, why_options o) {
    o.lines -= std::min(o.lines, lines_for_others);
    std::string out = show_pair(file, row, row, o);
    add_others(file, row, o, out);
    if (o.all)
      add_touched(file.program.Rows[row], out);
    return out;
  };
  return all.told(options, tell);
}

} // namespace polychrome::tool
