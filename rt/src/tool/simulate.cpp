//===- tool/simulate.cpp - polychrome simulate ----------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/simulate.hpp"

#include "rt/src/simulate/forecast.hpp"
#include "tool/object_file.hpp"
#include "tool/words.hpp"

#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

namespace polychrome::tool {
namespace {

constexpr unsigned most_workers = 65536;

/// 0 if it is none.
unsigned number(const std::string &text) {
  unsigned n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  return error == std::errc() && end == text.data() + text.size() && n <= most_workers ? n : 0;
}

/// "1,2,8" or, doubling, "1,2,...,64". Empty if that is not what it is.
std::vector<unsigned> numbers_of_workers(const std::string &text) {
  std::vector<unsigned> all;
  std::istringstream items(text);
  bool go_on = false;
  for (std::string item; std::getline(items, item, ',');) {
    if (item == "..." && !all.empty() && !go_on) {
      go_on = true;
      continue;
    }
    const unsigned n = number(item);
    if (n == 0)
      return {};
    while (go_on && all.back() < n / 2)
      all.push_back(2 * all.back());
    go_on = false;
    all.push_back(n);
  }
  return go_on || text.ends_with(',') ? std::vector<unsigned>() : all;
}

struct arguments {
  std::string trace;
  std::string workers = "1,2,...,1024";
  std::string format = "text";
  std::optional<std::uint64_t> overhead;
};

std::string report(const arguments &given) {
  std::ifstream in(given.trace, std::ios::binary);
  if (in)
    in.peek(); // A folder can be opened.
  if (!in)
    throw input_error(printable(given.trace) + ": cannot be read: " + std::strerror(errno));
  try {
    const simulate::recording recorded = simulate::read_recording(in);
    const simulate::scheduling_cost cost = given.overhead
                                               ? simulate::scheduling_cost{0, *given.overhead}
                                               : simulate::measure(recorded);
    const simulate::forecast found =
        simulate::predict(recorded, numbers_of_workers(given.workers), cost);
    return given.format == "json" ? simulate::as_json(recorded, found)
                                  : simulate::as_text(recorded, found);
  } catch (const simulate::bad_trace &error) {
    throw input_error(printable(given.trace) + ": " + error.what());
  }
}

/// What CLI11 is to say; nothing if the value is good.
std::string check_workers(const std::string &text) {
  return numbers_of_workers(text).empty()
             ? "'" + printable(text) + "': use numbers from 1 to 65536, as in 1,2,8 or 1,2,...,64"
             : "";
}

/// CLI11 would take -5 for a very large number.
std::string check_overhead(const std::string &text) {
  const bool digits = !text.empty() && text.size() <= 12 &&
                      text.find_first_not_of("0123456789") == std::string::npos;
  return digits ? "" : "'" + printable(text) + "': use a number of nanoseconds";
}

std::string check_format(const std::string &text) {
  return text == "text" || text == "json"
             ? ""
             : "no format '" + printable(text) + "': there are text and json";
}

} // namespace

void declare_simulate(CLI::App &app) {
  CLI::App *s = app.add_subcommand("simulate", "Replay a trace on other numbers of workers");
  const auto given = std::make_shared<arguments>();
  s->add_option("TRACE", given->trace, "A file that POLYCHROME_TRACE wrote")->required();
  s->add_option("--workers", given->workers, "A list; default 1,2,...,1024")
      ->type_name("N,N...")
      ->check(check_workers);
  s->add_option("--format", given->format, "text or json")
      ->type_name("FORMAT")
      ->check(check_format);
  s->add_option("--overhead", given->overhead,
                "Added to every invocation, in nanoseconds, instead of what the trace shows")
      ->type_name("NS")
      ->check(check_overhead);
  s->callback([given] { std::cout << report(*given); });
}

} // namespace polychrome::tool
