//===- simulate/forecast.cpp - What more workers would bring ----*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/simulate/forecast.hpp"

#include "rt/src/simulate/schedule.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <map>

namespace polychrome::simulate {

namespace {

double ratio(std::uint64_t over, std::uint64_t under) {
  return under == 0 ? 1.0 : static_cast<double>(over) / static_cast<double>(under);
}

double seconds(std::uint64_t ns) {
  return static_cast<double>(ns) * 1e-9;
}

template <typename... Values> std::string format(const char *pattern, Values... values) {
  char text[256];
  std::snprintf(text, sizeof text, pattern, values...);
  return text;
}

std::string time(std::uint64_t ns) {
  const auto value = static_cast<double>(ns);
  if (ns < 1'000'000)
    return format("%.2f us", value * 1e-3);
  if (ns < 1'000'000'000)
    return format("%.2f ms", value * 1e-6);
  return format("%.3f s", value * 1e-9);
}

std::vector<forecast::part> parts(const recording &of, const side_by_side &together,
                                  const critical_path &path, std::uint64_t overhead) {
  std::map<std::string, std::uint64_t> by_name;
  for (const std::uint32_t i : path.invocations)
    by_name[of.rows[of.invocations[i].row].name] += together.alone(of, i) + overhead;
  std::vector<forecast::part> all;
  for (const auto &[name, ns] : by_name)
    all.push_back({name, ns});
  std::sort(all.begin(), all.end(), [](const auto &a, const auto &b) {
    return a.time != b.time ? a.time > b.time : a.handler < b.handler;
  });
  return all;
}

/// The share of the threads' time that was spent in handlers.
double busy(const recording &of) {
  return ratio(of.work(), of.elapsed()) / std::max(1u, of.threads());
}

} // namespace

forecast predict(const recording &of, const std::vector<unsigned> &workers,
                 scheduling_cost overhead) {
  const side_by_side together = compare(of);
  const task_graph graph = dependencies(of, together, overhead.starting);
  const critical_path path = longest_path(graph);
  forecast f;
  f.slowdown = together.slowdown;
  f.overhead = overhead;
  f.work = overhead.starting * of.invocations.size();
  for (std::size_t i = 0; i < of.invocations.size(); ++i)
    f.work += together.alone(of, i);
  f.critical_path = path.length;
  f.on_path = parts(of, together, path, overhead.starting);
  for (const unsigned n : workers) {
    const std::uint64_t ns = makespan(graph, n, f.slowdown, n == 1 ? 0 : overhead.stamping);
    f.lines.push_back({n, ns, ratio(f.work, ns),
                       std::min(static_cast<double>(n), ratio(f.work, f.critical_path))});
  }
  return f;
}

std::string as_text(const recording &of, const forecast &f) {
  std::string out =
      format("recorded       %zu invocations on %u threads in %s, which were %.0f %% busy; between "
             "two of a thread %s\n",
             of.invocations.size(), of.threads(), time(of.elapsed()).c_str(), 100 * busy(of),
             time(of.gap()).c_str());
  if (of.dropped)
    out += format("               %llu more are not in the trace\n",
                  static_cast<unsigned long long>(of.dropped));
  if (f.slowdown > 1)
    out += format("beside others  an invocation took %.2f times as long as alone\n", f.slowdown);
  out += "scheduling     " + time(f.overhead.starting) +
         " to start an invocation; with several workers " + time(f.overhead.stamping) +
         " to stamp one\n";
  out += "work           " + time(f.work) + "\n";
  out += "critical path  " + time(f.critical_path) +
         format(", so at most %.2f times as fast\n", ratio(f.work, f.critical_path));
  constexpr std::size_t shown = 5;
  for (std::size_t n = 0; n < std::min(shown, f.on_path.size()); ++n)
    out += format("               %3.0f %%  ", 100 * ratio(f.on_path[n].time, f.critical_path)) +
           f.on_path[n].handler + "\n";
  out += "\nworkers        time  speedup    bound  busy\n";
  for (const forecast::line &l : f.lines)
    out += format("%7u  %10s  %7.2f  %7.2f  %3.0f %%\n", l.workers, time(l.time).c_str(), l.speedup,
                  l.bound, 100 * l.speedup / l.workers);
  return out;
}

std::string as_json(const recording &of, const forecast &f) {
  nlohmann::ordered_json out;
  out["version"] = 1;
  out["recorded"] = {
      {"invocations", of.invocations.size()}, {"dropped", of.dropped}, {"threads", of.threads()},
      {"seconds", seconds(of.elapsed())},     {"busy", busy(of)},      {"gap", seconds(of.gap())}};
  out["slowdown"] = f.slowdown;
  out["scheduling"] = {{"starting", seconds(f.overhead.starting)},
                       {"stamping", seconds(f.overhead.stamping)}};
  out["work"] = seconds(f.work);
  out["critical_path"] = seconds(f.critical_path);
  out["on_critical_path"] = nlohmann::ordered_json::array();
  for (const forecast::part &p : f.on_path)
    out["on_critical_path"].push_back({{"handler", p.handler}, {"seconds", seconds(p.time)}});
  out["workers"] = nlohmann::ordered_json::array();
  for (const forecast::line &l : f.lines)
    out["workers"].push_back({{"workers", l.workers},
                              {"seconds", seconds(l.time)},
                              {"speedup", l.speedup},
                              {"bound", l.bound}});
  using handler = nlohmann::ordered_json::error_handler_t;
  return out.dump(2, ' ', false, handler::replace) + "\n";
}

} // namespace polychrome::simulate
