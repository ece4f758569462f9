//===- tool/gate.cpp - No new conflicts -----------------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/gate.hpp"

#include "tool/findings.hpp"
#include "tool/object_file.hpp"
#include "tool/words.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <map>
#include <set>

namespace polychrome::tool {
namespace {

constexpr const char *first_line = "# polychrome baseline 3";
constexpr std::size_t fingerprint_digits = 16;
constexpr const char *alone_mark = ", alone";

bool is_fingerprint(const std::string &word) {
  return word.size() == fingerprint_digits &&
         word.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// Fingerprints, and how many handlers of a name ran alone where they are of that.
using baseline = std::map<std::string, std::size_t>;

/// "0123456789abcdef 2 x h, alone": how often h ran alone, or 0.
std::size_t alone_in(const std::string &line) {
  if (!line.ends_with(alone_mark))
    return 0;
  std::size_t count = 0;
  const char *const digits = line.data() + fingerprint_digits + 1;
  std::from_chars(digits, line.data() + line.size(), count);
  return count;
}

baseline read_baseline(const std::string &path) {
  std::ifstream in(path);
  if (!in)
    throw input_error(printable(path) +
                      ": cannot read this baseline: make it with `polychrome "
                      "gate FILE --baseline=" +
                      printable(path) + " --update`");
  std::string line;
  if (!std::getline(in, line) || line != first_line)
    throw input_error(printable(path) +
                      ": not a baseline of this version: it does not begin with '" + first_line +
                      "'; write it again with --update");
  baseline known;
  for (std::size_t number = 2; std::getline(in, line); ++number) {
    if (line.empty() || line.starts_with('#'))
      continue;
    const std::string word = line.substr(0, line.find(' '));
    if (!is_fingerprint(word))
      throw input_error(printable(path) + ":" + std::to_string(number) +
                        ": does not begin with a fingerprint of 16 digits: write the file again "
                        "with --update");
    known.emplace(word, alone_in(line));
  }
  return known;
}

/// Takes the marks out of the baseline. Handlers that all ran alone, and are not more now: a
/// conflict of theirs is not new, since they never ran together with anything.
std::set<std::uint32_t> freed_rows(const linked_file &file, baseline &known) {
  std::set<std::uint32_t> freed;
  for (const namesakes &all : namesakes_of(file))
    if (const auto mark = known.find(all.fingerprint); mark != known.end())
      if (all.rows.size() <= mark->second)
        freed.insert(all.rows.begin(), all.rows.end());
  std::erase_if(known, [](const auto &line) { return line.second != 0; });
  return freed;
}

bool is_of(const finding &f, const std::set<std::uint32_t> &rows) {
  return (f.what == rule::conflict || f.what == rule::context_conflict) &&
         (rows.contains(f.a) || rows.contains(f.b));
}

std::string plural(std::size_t n, const std::string &what) {
  return std::to_string(n) + " " + what + (n == 1 ? "" : "s");
}

std::string told(const linked_file &file, const finding &f) {
  return place(place_of(file, f)) + ": " +
         (f.what == rule::assumption ? "new assumption: " : "new conflict: ") + printable(f.text) +
         "\n";
}

std::string hint(const std::string &program, const finding &f) {
  std::string text = "polychrome why " + printable(program) + " " + std::to_string(f.a);
  return text + (f.a == f.b ? "" : " " + std::to_string(f.b));
}

} // namespace

gate_result gate(const linked_file &file, const std::string &program,
                 const std::string &baseline_path) {
  baseline known = read_baseline(baseline_path);
  const std::set<std::uint32_t> freed = freed_rows(file, known);
  gate_result result;
  std::size_t fresh = 0, old = 0;
  std::string first_hint;
  for (const finding &f : findings_of(file)) {
    if (known.erase(f.fingerprint) != 0 || is_of(f, freed)) {
      ++old;
      continue;
    }
    ++fresh;
    result.text += told(file, f);
    if (first_hint.empty())
      first_hint = hint(program, f);
  }
  result.passed = fresh == 0;
  result.text += (fresh ? std::to_string(fresh) : std::string("nothing")) + " new, " +
                 std::to_string(old) + " known, " + std::to_string(known.size()) + " gone\n";
  if (!result.passed)
    result.text += "`" + first_hint + "` says why; `polychrome gate " + printable(program) +
                   " --baseline=" + printable(baseline_path) + " --update` accepts all of them\n";
  return result;
}

std::string update_baseline(const linked_file &file, const std::string &baseline_path) {
  const std::vector<finding> all = findings_of(file);
  std::vector<std::string> lines;
  for (const finding &f : all)
    lines.push_back(f.fingerprint + " " + printable(f.text));
  for (const namesakes &same : namesakes_of(file))
    if (same.all_alone)
      lines.push_back(same.fingerprint + " " + std::to_string(same.rows.size()) + " x " +
                      printable(same.name) + alone_mark);
  // By what they say: a diff then shows what belongs together.
  std::sort(lines.begin(), lines.end(), [](const std::string &x, const std::string &y) {
    return x.substr(fingerprint_digits) < y.substr(fingerprint_digits);
  });
  std::ofstream out(baseline_path);
  out << first_line << "\n";
  for (const std::string &line : lines)
    out << line << "\n";
  if (!out.flush())
    throw input_error(printable(baseline_path) + ": cannot write the baseline");
  const std::size_t assumptions = std::size_t(std::count_if(
      all.begin(), all.end(), [](const finding &f) { return f.what == rule::assumption; }));
  return printable(baseline_path) + ": " + plural(all.size() - assumptions, "conflict") + ", " +
         plural(assumptions, "assumption") + "\n";
}

} // namespace polychrome::tool
