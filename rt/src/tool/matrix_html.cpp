//===- tool/matrix_html.cpp - The matrix as a page ------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/matrix_html.hpp"

#include "pass/report/LibraryNames.h"
#include "tool/hues.hpp"
#include "tool/reasons.hpp"
#include "tool/source_line.hpp"
#include "tool/source_place.hpp"
#include "tool/suggestion.hpp"
#include "tool/words.hpp"

#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

namespace polychrome::tool {
namespace {

namespace json = llvm::json;

/// Reasons on the whole page, and the fewest and most of one cell.
constexpr std::size_t reasons_on_page = 20000;
constexpr std::size_t fewest = 1, most = 8;
/// Bytes of source lines on the page.
constexpr std::size_t source_on_page = 250000;

/// As the page counts them: reads, writes, updates in any order.
int page_mode(model::Mode mode) {
  return mode == model::Mode::Read ? 0 : mode == model::Mode::Write ? 1 : 2;
}

json::Array pair_of(const count_and_time &one) {
  return json::Array{std::int64_t(one.count), std::int64_t(one.time)};
}

/// Counts, and nanoseconds.
json::Object measured_data(const measured &run) {
  json::Array handlers;
  for (const count_and_time &one : run.handlers)
    handlers.push_back(pair_of(one));
  json::Object waits;
  for (const auto &[rows, one] : run.waits)
    waits[std::to_string(rows.first) + "," + std::to_string(rows.second)] = pair_of(one);
  return json::Object{
      {"threads", run.threads}, {"handlers", std::move(handlers)}, {"waits", std::move(waits)}};
}

std::string utf8(const std::string &bytes) {
  return json::fixUTF8(printable(bytes));
}

/// Numbers by first appearance.
template <class Key> class numbering {
public:
  std::int64_t operator()(const Key &key) {
    const auto [place, fresh] = numbers_.emplace(key, std::int64_t(keys_.size()));
    if (fresh)
      keys_.push_back(key);
    return place->second;
  }
  const std::vector<Key> &keys() const { return keys_; }

private:
  std::map<Key, std::int64_t> numbers_;
  std::vector<Key> keys_;
};

class page_data {
public:
  page_data(const linked_file &file, const std::string &path)
      : file_(file), program_(file.program), path_(path) {}

  json::Object run() {
    json::Object cells = all_cells();
    json::Array handlers = all_handlers();
    return json::Object{{"program", utf8(std::filesystem::path(path_).filename())},
                        {"matrix", triangle()},
                        {"handlers", std::move(handlers)},
                        {"cells", std::move(cells)},
                        {"effects", std::move(effects_)},
                        {"regions", strings(regions_.keys())},
                        {"names", strings(names_.keys())},
                        {"places", all_places()}};
  }

private:
  static json::Array strings(const std::vector<std::string> &all) {
    json::Array out;
    for (const std::string &one : all)
      out.push_back(utf8(one));
    return out;
  }

  std::string triangle() const {
    std::string digits;
    for (std::uint32_t a = 0; a < program_.Rows.size(); ++a)
      for (std::uint32_t b = 0; b <= a; ++b) {
        const model::CellBits bits = program_.bits(a, b);
        digits += char('0' + (bits.Global ? 2 : 0) + (bits.Context ? 1 : 0));
      }
    return digits;
  }

  json::Array all_handlers() {
    const std::vector<std::uint32_t> hues = hues_of(program_);
    json::Array out;
    for (const model::Row &row : program_.Rows) {
      std::set<std::int64_t> regions;
      for (const model::HandlerEffect &effect : row.Effects)
        regions.insert(regions_(effect.Text));
      json::Object handler{
          {"id", row.Id},
          {"name", utf8(row.Name)},
          {"place", utf8(place(row.At))},
          {"hue", hues[row.Id] == no_hue ? json::Value(nullptr) : json::Value(hues[row.Id])},
          {"regions", json::Array(regions)}};
      if (row.Exclusive || row.Pinned) {
        handler["why"] = utf8(row.Why);
        handler["alone"] = row.Exclusive;
      }
      out.push_back(std::move(handler));
    }
    return out;
  }

  json::Object all_cells() {
    const std::size_t cells = std::max<std::size_t>(1, program_.Cells.size());
    const std::size_t kept = std::clamp(reasons_on_page / cells, fewest, most);
    json::Object out;
    for (const model::Cell &cell : program_.Cells) {
      const std::vector<reason_group> groups = reasons_between(file_, cell.A, cell.B);
      json::Array reasons;
      for (std::size_t i = 0; i < std::min(kept, groups.size()); ++i)
        reasons.push_back(reason(cell, groups[i]));
      if (!groups.empty())
        out[std::to_string(cell.A) + "," + std::to_string(cell.B)] =
            json::Array{std::int64_t(groups.size()), std::move(reasons)};
    }
    return out;
  }

  json::Value reason(const model::Cell &cell, const reason_group &group) {
    const model::Reason &pair = group.pairs.front();
    return json::Array{group.context ? 1 : 0, regions_(group.region), effect(cell.A, pair.A),
                       effect(cell.B, pair.B),
                       names_(suggest(program_, cell.A, cell.B, pair).text)};
  }

  std::int64_t effect(std::uint32_t row, std::uint32_t index) {
    const auto [found, fresh] =
        effect_numbers_.emplace(std::pair(row, index), std::int64_t(effects_.size()));
    if (!fresh)
      return found->second;
    const model::Effect &what = program_.Rows[row].Effects[index].What;
    const user_access seen = as_user_sees(what);
    json::Array chain;
    for (const model::Frame &call : seen.calls)
      chain.push_back(json::Array{names_(call.Function), places_(call.At)});
    effects_.push_back(json::Array{page_mode(what.How), places_(seen.at), std::move(chain),
                                   what.Assumed.empty() ? json::Value(nullptr)
                                                        : json::Value(names_(what.Assumed))});
    return found->second;
  }

  json::Array all_places() {
    std::size_t room = source_on_page;
    json::Array out;
    for (const model::Location &at : places_.keys()) {
      json::Array one{utf8(place(at))};
      const std::string line = inLibrary(at) ? std::string() : source_text(at, path_);
      if (!line.empty() && line.size() <= room) {
        room -= line.size();
        one.push_back(utf8(line));
        if (at.Column != 0 && at.Column <= line.size())
          one.push_back(at.Column);
      }
      out.push_back(std::move(one));
    }
    return out;
  }

  const linked_file &file_;
  const model::Program &program_;
  std::string path_;
  numbering<std::string> regions_, names_;
  numbering<model::Location> places_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::int64_t> effect_numbers_;
  json::Array effects_;
};

/// JSON that may stand in a script element: no "<" can begin a tag or a comment there.
std::string safe_in_script(json::Object data) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  stream << json::Value(std::move(data));
  std::string out;
  for (char c : text)
    if (c == '<')
      out += "\\u003c";
    else
      out += c;
  return out;
}

std::string safe_in_markup(const std::string &text) {
  std::string out;
  for (char c : text)
    if (c == '<' || c == '>' || c == '&')
      out += "&#" + std::to_string(int(c)) + ";";
    else
      out += c;
  return out;
}

} // namespace

std::string matrix_html(const linked_file &file, const std::string &program_path,
                        const measured *run) {
  json::Object data = page_data(file, program_path).run();
  if (run)
    data["measured"] = measured_data(*run);
  const std::pair<std::string, std::string> parts[] = {
      {"@TITLE@", safe_in_markup(utf8(std::filesystem::path(program_path).filename()))},
      {"@STYLE@", page_style},
      {"@DATA@", safe_in_script(std::move(data))},
      {"@SCRIPT@", page_script}};
  // One way through the template: what is put in is not looked at again.
  const std::string page = page_html;
  std::string out;
  std::size_t done = 0;
  for (const auto &[mark, text] : parts) {
    const std::size_t at = page.find(mark, done);
    out += page.substr(done, at - done) + text;
    done = at + mark.size();
  }
  return out + page.substr(done);
}

} // namespace polychrome::tool
