//===- tool/sarif.cpp - Findings in SARIF 2.1.0 ---------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/sarif.hpp"

#include "pass/report/LibraryNames.h"
#include "tool/findings.hpp"
#include "tool/sarif_rules.hpp"
#include "tool/source_place.hpp"
#include "tool/suggestion.hpp"

#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <map>
#include <tuple>

namespace polychrome::tool {
namespace {

namespace fs = std::filesystem;
namespace json = llvm::json;

constexpr const char *schema = "https://json.schemastore.org/sarif-2.1.0.json";
constexpr const char *root_id = "%SRCROOT%";
/// Of a call chain, from either end: what is between them explains nothing more.
constexpr std::size_t calls_shown = 8;

std::string utf8(const std::string &bytes) {
  return json::fixUTF8(bytes);
}

std::string escaped_uri(const std::string &path) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string out;
  for (unsigned char c : path)
    if (std::isalnum(c) || std::string_view("-._~/").find(char(c)) != std::string_view::npos)
      out += char(c);
    else
      out += {'%', digits[c / 16], digits[c % 16]};
  return out;
}

std::vector<finding> results_of(const linked_file &file) {
  std::vector<finding> all = findings_of(file);
  std::erase_if(all, [](const finding &f) { return f.what == rule::assumption; });
  return all;
}

/// So many of them, in their order: the first of each rule and pair of handlers before the
/// second of any.
std::vector<finding> most_telling(std::vector<finding> all, std::size_t count) {
  if (count == 0 || all.size() <= count)
    return all;
  std::map<std::tuple<rule, std::uint32_t, std::uint32_t>, std::size_t> of_pair;
  std::vector<std::pair<std::size_t, std::size_t>> ranks; // and the place in `all`
  for (std::size_t i = 0; i < all.size(); ++i)
    ranks.emplace_back(of_pair[{all[i].what, all[i].a, all[i].b}]++, i);
  std::nth_element(ranks.begin(), ranks.begin() + std::ptrdiff_t(count), ranks.end());
  ranks.resize(count);
  std::sort(ranks.begin(), ranks.end(),
            [](const auto &x, const auto &y) { return x.second < y.second; });
  std::vector<finding> kept;
  for (const auto &[rank, place] : ranks)
    kept.push_back(std::move(all[place]));
  return kept;
}

class writer {
public:
  writer(const linked_file &file, const sarif_options &options, json::OStream &to)
      : file_(file), program_(file.program),
        root_(fs::absolute(options.source_root).lexically_normal()), out_(to),
        results_(results_of(file)), found_(results_.size()) {
    results_ = most_telling(std::move(results_), options.max_results);
  }

  void run() {
    out_.object([&] {
      out_.attribute("$schema", schema);
      out_.attribute("version", "2.1.0");
      out_.attributeArray("runs", [&] { out_.object([&] { one_run(); }); });
    });
  }

private:
  void text(const char *name, const std::string &value) {
    out_.attributeObject(name, [&] { out_.attribute("text", utf8(value)); });
  }

  void one_run() {
    out_.attributeObject("tool", [&] { out_.attributeObject("driver", [&] { driver(); }); });
    out_.attributeObject("originalUriBaseIds", [&] {
      out_.attributeObject(
          root_id, [&] { text("description", "The folder that holds the program's source."); });
    });
    out_.attributeArray("results", [&] {
      for (const finding &f : results_)
        out_.object([&] { result(f); });
    });
    if (results_.size() < found_)
      out_.attributeArray("invocations", [&] { out_.object([&] { left_out(); }); });
  }

  void left_out() {
    out_.attribute("executionSuccessful", true);
    out_.attributeArray("toolExecutionNotifications", [&] {
      out_.object([&] {
        out_.attribute("level", "note");
        text("message", std::to_string(found_ - results_.size()) + " of " + std::to_string(found_) +
                            " results are left out; --max-results=0 writes all of them");
      });
    });
  }

  void driver() {
    out_.attribute("name", "Polychrome");
    out_.attribute("semanticVersion", POLYCHROME_VERSION_STRING);
    out_.attributeArray("rules", [&] {
      for (const sarif_rule &r : sarif_rules)
        out_.object([&] {
          out_.attribute("id", r.id);
          out_.attribute("name", r.name);
          text("shortDescription", r.summary);
          text("fullDescription", r.summary);
          text("help", r.help);
          out_.attributeObject("defaultConfiguration", [&] { out_.attribute("level", r.level); });
        });
    });
  }

  void result(const finding &f) {
    const sarif_rule &r = sarif_rules[std::size_t(f.what)];
    out_.attribute("ruleId", r.id);
    out_.attribute("ruleIndex", std::int64_t(f.what));
    out_.attribute("level", r.level);
    text("message", f.text + "; " + advice(f));
    out_.attributeArray("locations", [&] { location(place_of(file_, f), {}, 0); });
    if (f.what == rule::conflict || f.what == rule::context_conflict)
      both_sides(f);
    out_.attributeObject("partialFingerprints",
                         [&] { out_.attribute("polychrome/v2", f.fingerprint); });
    out_.attributeObject("properties", [&] { properties(f); });
  }

  std::string advice(const finding &f) const {
    return f.what == rule::exclusive || f.what == rule::pinned
               ? suggest_alone(f.subject).text
               : suggest(program_, f.a, f.b, f.reason).text;
  }

  void both_sides(const finding &f) {
    const model::Effect &a = program_.Rows[f.a].Effects[f.reason.A].What;
    const model::Effect &b = program_.Rows[f.b].Effects[f.reason.B].What;
    out_.attributeArray("relatedLocations", [&] {
      location(as_user_sees(a).at, access_of(f.a, a), 1);
      location(as_user_sees(b).at, access_of(f.b, b), 2);
    });
    out_.attributeArray("codeFlows", [&] {
      code_flow(f.a, a);
      code_flow(f.b, b);
    });
  }

  std::string access_of(std::uint32_t row, const model::Effect &effect) const {
    return program_.Rows[row].Name +
           (effect.How == model::Mode::Read ? " reads it" : " writes it") + " here";
  }

  void code_flow(std::uint32_t row, const model::Effect &effect) {
    if (effect.At.Line == 0)
      return;
    out_.object([&] {
      text("message", "How " + program_.Rows[row].Name + " gets there");
      out_.attributeArray("threadFlows", [&] {
        out_.object([&] {
          out_.attributeArray("locations", [&] {
            step(program_.Rows[row].At, program_.Rows[row].Name + " begins");
            calls(effect.Via);
            step(effect.At, access_of(row, effect));
          });
        });
      });
    });
  }

  void calls(const std::vector<model::Frame> &via) {
    const std::size_t left_out = via.size() > 2 * calls_shown ? via.size() - 2 * calls_shown : 0;
    for (std::size_t i = 0; i < via.size(); ++i) {
      const bool gap = left_out != 0 && i == calls_shown;
      if (gap)
        i += left_out;
      step(via[i].At, (gap ? std::to_string(left_out) + " calls later: calls " : "calls ") +
                          shortName(via[i].Function));
    }
  }

  void step(const model::Location &at, const std::string &message) {
    if (at.Line != 0)
      out_.object([&] {
        out_.attributeBegin("location");
        location(at, message, 0);
        out_.attributeEnd();
      });
  }

  /// A location object, or nothing where no line is known.
  void location(const model::Location &at, const std::string &message, int id) {
    if (at.Line == 0)
      return;
    out_.object([&] {
      if (id != 0)
        out_.attribute("id", id);
      if (!message.empty())
        text("message", message);
      out_.attributeObject("physicalLocation", [&] {
        out_.attributeObject("artifactLocation", [&] { artifact(at.File); });
        out_.attributeObject("region", [&] {
          out_.attribute("startLine", at.Line);
          if (at.Column != 0)
            out_.attribute("startColumn", at.Column);
        });
      });
    });
  }

  void artifact(const std::string &name) {
    // Relative to where the compiler was called, which is taken to be here.
    const fs::path full = fs::absolute(name).lexically_normal();
    const fs::path relative = full.lexically_relative(root_);
    if (relative.empty() || *relative.begin() == "..") {
      out_.attribute("uri", "file://" + escaped_uri(full.native()));
      return;
    }
    out_.attribute("uri", escaped_uri(relative.native()));
    out_.attribute("uriBaseId", root_id);
  }

  void properties(const finding &f) {
    out_.attributeArray("handlers", [&] {
      out_.value(utf8(program_.Rows[f.a].Name));
      if (f.a != f.b)
        out_.value(utf8(program_.Rows[f.b].Name));
    });
    if (f.what != rule::conflict && f.what != rule::context_conflict)
      return;
    out_.attribute("bits", program_.bits(f.a, f.b).text());
    out_.attributeArray("assumed", [&] {
      const std::string &a = program_.Rows[f.a].Effects[f.reason.A].What.Assumed;
      const std::string &b = program_.Rows[f.b].Effects[f.reason.B].What.Assumed;
      if (!a.empty())
        out_.value(utf8(a));
      if (!b.empty() && b != a)
        out_.value(utf8(b));
    });
  }

  const linked_file &file_;
  const model::Program &program_;
  fs::path root_;
  json::OStream &out_;
  std::vector<finding> results_;
  std::size_t found_;
};

} // namespace

std::string sarif(const linked_file &file, const sarif_options &options) {
  std::string result;
  llvm::raw_string_ostream stream(result);
  json::OStream out(stream, 2);
  writer(file, options, out).run();
  stream << '\n';
  return result;
}

} // namespace polychrome::tool
