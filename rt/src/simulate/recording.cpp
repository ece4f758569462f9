//===- simulate/recording.cpp - A trace file read back ----------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/simulate/recording.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <tuple>

namespace polychrome::simulate {

namespace {

using nlohmann::json;

/// "0x1f".
std::uint64_t address(const json &value) {
  const auto &text = value.get_ref<const std::string &>();
  std::uint64_t n = 0;
  const auto [end, error] = std::from_chars(text.data() + 2, text.data() + text.size(), n, 16);
  if (!text.starts_with("0x") || error != std::errc() || end != text.data() + text.size())
    throw bad_trace("'" + text + "' is no address");
  return n;
}

std::uint64_t nanoseconds(const json &microseconds) {
  const double ns = 1000 * microseconds.get<double>();
  if (!(ns >= 0 && ns < 1e18))
    throw bad_trace("a time that is none");
  return static_cast<std::uint64_t>(std::llround(ns));
}

claimed_range claim(const json &key) {
  claimed_range c;
  c.lo = address(key.at(0));
  c.hi = c.lo + key.at(1).get<std::uint64_t>();
  c.write = key.at(2) == "write";
  c.owned = key.size() > 3;
  if (c.hi < c.lo)
    throw bad_trace("a key that reaches beyond all memory");
  return c;
}

std::vector<bool> set_of_rows(const json &list, std::size_t rows) {
  std::vector<bool> set(rows);
  for (const json &row : list)
    if (row.get<std::size_t>() < rows)
      set[row.get<std::size_t>()] = true;
    else
      throw bad_trace("a row that there is not");
  return set;
}

void read_rows(const json &other, recording &out) {
  if (!other.contains("polychrome-trace"))
    throw bad_trace("not written by POLYCHROME_TRACE");
  if (other.at("polychrome-trace") != 1)
    throw bad_trace("written by another version of Polychrome");
  out.dropped = other.at("dropped").get<std::uint64_t>();
  const json &rows = other.at("rows");
  for (const json &r : rows)
    out.rows.push_back({r.at("name").get<std::string>(), r.value("main", false),
                        set_of_rows(r.at("never"), rows.size()),
                        set_of_rows(r.at("context"), rows.size())});
}

recording::invocation read_invocation(const json &event) {
  const json &args = event.at("args");
  recording::invocation i;
  i.domain = event.at("pid").get<std::uint32_t>();
  i.thread = event.at("tid").get<std::uint32_t>();
  i.row = args.at("row").get<std::uint32_t>();
  i.ticket = args.at("ticket").get<std::uint64_t>();
  i.stamped = nanoseconds(args.at("stamped"));
  i.started = nanoseconds(event.at("ts"));
  i.cost = nanoseconds(event.at("dur"));
  i.operation = address(args.at("op"));
  for (const json &op : args.at("created"))
    i.created.push_back(address(op));
  for (const json &key : args.at("keys"))
    i.claims.push_back(claim(key));
  if (args.contains("waited_for"))
    i.waited_for = args.at("waited_for").get<std::vector<std::uint64_t>>();
  return i;
}

/// Takes events as they are parsed, so that a long trace is never in memory as JSON.
struct reader {
  recording out;

  /// False: seen, drop it.
  bool operator()(int depth, json::parse_event_t what, json &value) {
    if (what != json::parse_event_t::object_end)
      return true;
    if (depth == 1 && value.contains("polychrome-trace")) {
      read_rows(value, out);
      return true;
    }
    if (depth != 2 || !value.contains("ph"))
      return true;
    if (value.at("ph") == "X")
      out.invocations.push_back(read_invocation(value));
    return false;
  }
};

/// Of sorted invocations: each is there once, and has waited for earlier ones that are there.
void check_tickets(const std::vector<recording::invocation> &sorted) {
  const auto name = [](const recording::invocation &i) { return std::tie(i.domain, i.ticket); };
  const auto said = [](const char *what, std::uint64_t ticket) {
    return bad_trace(what + std::to_string(ticket));
  };
  for (std::size_t n = 0; n < sorted.size(); ++n) {
    const recording::invocation &i = sorted[n];
    if (n != 0 && name(sorted[n - 1]) == name(i))
      throw said("two invocations with ticket ", i.ticket);
    for (const std::uint64_t earlier : i.waited_for) {
      const auto end = sorted.begin() + static_cast<std::ptrdiff_t>(n);
      const auto at = std::lower_bound(
          sorted.begin(), end, std::tie(i.domain, earlier),
          [&](const recording::invocation &e, const auto &wanted) { return name(e) < wanted; });
      if (at == end || at->domain != i.domain || at->ticket != earlier)
        throw said("an invocation that waited for one that is not there before it: ticket ",
                   earlier);
    }
  }
}

} // namespace

recording read_recording(std::istream &in) {
  reader r;
  try {
    const json rest = json::parse(
        in, [&r](int depth, json::parse_event_t what, json &v) { return r(depth, what, v); });
    if (!rest.is_object() || !rest.contains("otherData") || r.out.rows.empty())
      throw bad_trace("not written by POLYCHROME_TRACE");
  } catch (const json::parse_error &) {
    throw bad_trace("not JSON, or cut off");
  } catch (const json::exception &) {
    throw bad_trace("not a trace as POLYCHROME_TRACE writes it");
  }
  for (const recording::invocation &i : r.out.invocations)
    if (i.row >= r.out.rows.size())
      throw bad_trace("an invocation of a row that there is not");
  std::sort(r.out.invocations.begin(), r.out.invocations.end(), [](const auto &a, const auto &b) {
    return std::tie(a.domain, a.ticket) < std::tie(b.domain, b.ticket);
  });
  check_tickets(r.out.invocations);
  return std::move(r.out);
}

std::uint64_t recording::work() const {
  std::uint64_t sum = 0;
  for (const invocation &i : invocations)
    sum += i.cost;
  return sum;
}

std::uint64_t recording::elapsed() const {
  std::uint64_t first = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t last = 0;
  for (const invocation &i : invocations) {
    first = std::min(first, i.started);
    last = std::max(last, i.started + i.cost);
  }
  return invocations.empty() ? 0 : last - first;
}

unsigned recording::threads() const {
  std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
  for (const invocation &i : invocations)
    seen.insert({i.domain, i.thread});
  return static_cast<unsigned>(seen.size());
}

std::uint64_t recording::gap() const {
  std::map<std::pair<std::uint32_t, std::uint32_t>,
           std::vector<std::pair<std::uint64_t, std::uint64_t>>>
      tracks;
  for (const invocation &i : invocations)
    tracks[{i.domain, i.thread}].emplace_back(i.started, i.started + i.cost);
  std::vector<std::uint64_t> gaps;
  for (auto &[name, track] : tracks) {
    std::sort(track.begin(), track.end());
    for (std::size_t n = 1; n < track.size(); ++n)
      gaps.push_back(std::max(track[n].first, track[n - 1].second) - track[n - 1].second);
  }
  return gaps.empty() ? 0 : median(gaps);
}

std::uint64_t median(std::vector<std::uint64_t> &of) {
  const auto middle = of.begin() + static_cast<std::ptrdiff_t>(of.size() / 2);
  std::nth_element(of.begin(), middle, of.end());
  return *middle;
}

} // namespace polychrome::simulate
