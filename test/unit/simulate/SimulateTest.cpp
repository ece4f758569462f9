//===- SimulateTest.cpp - Traces whose schedules are known --------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/simulate/forecast.hpp"
#include "rt/src/simulate/schedule.hpp"

#include <catch2/catch.hpp>

#include <sstream>

using namespace polychrome;
using namespace polychrome::simulate;

namespace {

constexpr std::uint64_t us = 1000;

/// Builds a recording of rows "free" (00), "global" (01 with itself), "context" (10 with
/// itself), "both" (01 with "context") and "main" (pinned).
class script {
public:
  enum row : std::uint32_t { free, global, context, both, main };

  script() {
    for (const char *name : {"free", "global", "context", "both", "main"})
      r_.rows.push_back({name, false, std::vector<bool>(5), std::vector<bool>(5)});
    r_.rows[global].never[global] = true;
    r_.rows[context].context[context] = true;
    r_.rows[both].never[context] = r_.rows[context].never[both] = true;
    r_.rows[main].main = true;
  }

  /// An invocation of 10 us, unless said otherwise; recorded one after the other.
  recording::invocation &run(row of, std::vector<claimed_range> claims = {},
                             std::uint64_t cost = 10 * us) {
    recording::invocation i;
    i.row = of;
    i.ticket = r_.invocations.size() + 1;
    i.stamped = i.started = now_;
    i.cost = cost;
    i.claims = std::move(claims);
    now_ += cost + 1;
    r_.invocations.push_back(std::move(i));
    return r_.invocations.back();
  }

  std::uint64_t time(unsigned workers) const {
    return makespan(dependencies(r_, compare(r_)), workers);
  }
  critical_path longest() const { return longest_path(dependencies(r_, compare(r_))); }
  const recording &get() const { return r_; }

private:
  recording r_;
  std::uint64_t now_ = 0;
};

claimed_range reads(std::uint64_t lo, std::uint64_t hi) { return {lo, hi, false, false}; }
claimed_range writes(std::uint64_t lo, std::uint64_t hi) { return {lo, hi, true, false}; }

recording read(const std::string &text) {
  std::istringstream in(text);
  return read_recording(in);
}

} // namespace

TEST_CASE("Independent invocations take their share of the work") {
  script s;
  for (int n = 0; n < 12; ++n)
    s.run(script::free);
  CHECK(s.time(1) == 120 * us);
  CHECK(s.time(2) == 60 * us);
  CHECK(s.time(5) == 30 * us); // 5, 5 and 2 at a time.
  CHECK(s.time(1000) == 10 * us);
  CHECK(s.longest().length == 10 * us);
}

TEST_CASE("What conflicts on a global runs one after the other, beside all else") {
  script s;
  for (int n = 0; n < 3; ++n) {
    s.run(script::global);
    s.run(script::free);
  }
  CHECK(s.time(1) == 60 * us);
  CHECK(s.time(2) == 30 * us);
  CHECK(s.time(3) == 30 * us);
  CHECK(s.longest().invocations == std::vector<std::uint32_t>{0, 2, 4});
}

TEST_CASE("Invocations of one context run one after the other, those of two side by side") {
  script s;
  for (int n = 0; n < 2; ++n) {
    s.run(script::context, {writes(100, 108)});
    s.run(script::context, {writes(200, 208)});
  }
  CHECK(s.time(4) == 20 * us);
}

TEST_CASE("Readers of one object run together, a writer alone between them") {
  script s;
  for (const bool write : {false, false, true, false, false})
    s.run(script::context, {write ? writes(0x100, 0x140) : reads(0x100, 0x140)});
  CHECK(s.time(4) == 30 * us);
  CHECK(s.longest().length == 30 * us);
}

TEST_CASE("Ranges meet where they overlap, and only there") {
  script s;
  s.run(script::context, {writes(0, 16)});
  s.run(script::context, {writes(8, 24)});
  s.run(script::context, {writes(24, 32)});
  s.run(script::context, {writes(0, 8)}); // After the first, beside the second.
  CHECK(s.time(4) == 20 * us);
  s.run(script::context, {reads(7, 9)});
  CHECK(s.time(4) == 30 * us);
}

TEST_CASE("Owned storage never meets the bytes themselves") {
  script s;
  s.run(script::context, {writes(0, 16)});
  s.run(script::context, {{0, 16, true, true}});
  CHECK(s.time(2) == 10 * us);
  s.run(script::context, {{8, 9, true, true}});
  CHECK(s.time(2) == 20 * us);
}

TEST_CASE("One that conflicts with a whole row waits for all of it, and all later for it") {
  script s;
  for (std::uint64_t n = 0; n < 3; ++n)
    s.run(script::context, {writes(8 * n, 8 * n + 8)});
  s.run(script::both);
  s.run(script::both);
  for (std::uint64_t n = 0; n < 3; ++n)
    s.run(script::context, {writes(8 * n, 8 * n + 8)});
  CHECK(s.time(8) == 30 * us);
  CHECK(s.time(1) == 80 * us);
}

TEST_CASE("A child waits for its parent") {
  script s;
  s.run(script::free).created = {0x10, 0x20};
  s.run(script::free).operation = 0x10;
  s.run(script::free).operation = 0x20;
  s.run(script::free).operation = 0x30;
  CHECK(s.time(4) == 20 * us);
  CHECK(s.longest().invocations == std::vector<std::uint32_t>{0, 1});
}

TEST_CASE("An operation's address that is used again belongs to who created it last") {
  script s;
  s.run(script::free).created = {0x10};
  s.run(script::free).operation = 0x10;
  s.run(script::free, {}, 50 * us).created = {0x10};
  s.run(script::free).operation = 0x10;
  s.run(script::free).operation = 0x10; // Of whom is not known.
  CHECK(s.time(8) == 60 * us);
}

TEST_CASE("Pinned invocations share one thread, which takes others too") {
  script s;
  for (int n = 0; n < 3; ++n)
    s.run(script::main);
  for (int n = 0; n < 3; ++n)
    s.run(script::free);
  CHECK(s.time(1) == 60 * us);
  CHECK(s.time(2) == 30 * us);
  CHECK(s.time(6) == 30 * us);
}

TEST_CASE("Two domains are not ordered against each other") {
  script s;
  s.run(script::global);
  s.run(script::global).domain = 1;
  CHECK(s.time(2) == 10 * us);
}

TEST_CASE("A forecast keeps below its bound and names the handlers of the critical path") {
  script s;
  s.run(script::global, {}, 30 * us);
  s.run(script::free, {}, 30 * us);
  s.run(script::global, {}, 10 * us);
  const forecast f = predict(s.get(), {1, 2, 8});
  CHECK(f.work == 70 * us);
  CHECK(f.critical_path == 40 * us);
  REQUIRE(f.on_path.size() == 1);
  CHECK(f.on_path[0].handler == "global");
  REQUIRE(f.lines.size() == 3);
  CHECK(f.lines[0].speedup == Approx(1));
  CHECK(f.lines[1].speedup == Approx(1.75));
  CHECK(f.lines[1].bound == Approx(1.75));
  CHECK(f.lines[2].time == 40 * us);
}

TEST_CASE("An overhead is added to every invocation") {
  script s;
  s.run(script::global);
  s.run(script::global);
  CHECK(predict(s.get(), {1}, {0, 2 * us}).lines[0].time == 24 * us);
}

TEST_CASE("Stamping is done by one of the workers at a time, and not at all by a single one") {
  script s;
  for (int n = 0; n < 100; ++n)
    s.run(script::free);
  const forecast f = predict(s.get(), {1, 2, 100}, {2 * us, 0});
  CHECK(f.lines[0].time == 100 * 10 * us);
  CHECK(f.lines[1].time == (100 * (10 + 2) / 2 + 2) * us); // The other one waits for the first.
  CHECK(f.lines[2].time == (100 * 2 + 10) * us);
}

TEST_CASE("Who would wait anyway stamps for nothing") {
  script s;
  for (int n = 0; n < 100; ++n)
    s.run(script::global);
  CHECK(predict(s.get(), {2}, {2 * us, 0}).lines[0].time == (2 + 100 * 10) * us);
}

namespace {

/// `count` stamped together, then run one after the other with `gap` between them.
recording batch(std::size_t count, std::uint64_t stamping, std::uint64_t gap) {
  recording r;
  r.rows.push_back({"free", false, {false}, {false}});
  for (std::size_t n = 0; n < count; ++n) {
    recording::invocation i;
    i.ticket = n + 1;
    i.stamped = n * stamping;
    i.started = 1000 * us + n * (10 * us + gap);
    i.cost = 10 * us;
    r.invocations.push_back(i);
  }
  return r;
}

} // namespace

TEST_CASE("What scheduling costs is read from how a batch was stamped and run") {
  const scheduling_cost found = measure(batch(40, 700, 300));
  CHECK(found.stamping == 700);
  CHECK(found.starting == 300);
}

TEST_CASE("Waiting for an earlier invocation is no cost of scheduling") {
  recording r = batch(40, 700, 300);
  for (std::size_t n = 20; n < 40; ++n) {
    r.invocations[n].thread = 1;
    r.invocations[n].started = r.invocations[n - 20].started + r.invocations[n - 20].cost + 300;
    r.invocations[n].waited_for = {n - 20 + 1};
  }
  CHECK(measure(r).starting == 300);
}

TEST_CASE("A recording without a batch is taken to stamp as usual") {
  script s;
  for (int n = 0; n < 40; ++n)
    s.run(script::free);
  CHECK(measure(s.get()).stamping == 500);
}

namespace {

/// As many alone as in pairs, which overlap wholly.
recording alone_and_in_pairs(std::uint64_t alone, std::uint64_t beside, std::size_t count) {
  recording r;
  r.rows.push_back({"free", false, {false}, {false}});
  std::uint64_t now = 0;
  const auto add = [&](std::uint32_t thread, std::uint64_t cost) {
    recording::invocation i;
    i.thread = thread;
    i.ticket = r.invocations.size() + 1;
    i.stamped = i.started = now;
    i.cost = cost;
    r.invocations.push_back(i);
  };
  for (std::size_t n = 0; n < count; ++n) {
    add(0, alone);
    now += alone;
    add(0, beside);
    add(1, beside);
    now += beside;
  }
  return r;
}

} // namespace

TEST_CASE("Invocations that took longer beside each other are taken to do so again") {
  const recording r = alone_and_in_pairs(10 * us, 15 * us, 20);
  const side_by_side found = compare(r);
  CHECK(found.slowdown == Approx(1.5));
  CHECK_FALSE(found.beside[0]);
  CHECK(found.beside[1]);
  CHECK(found.beside[2]);
  const forecast f = predict(r, {1, 2});
  CHECK(f.work == 60 * 10 * us);
  CHECK(f.lines[0].time == 60 * 10 * us);
  CHECK(f.lines[1].time == 30 * 15 * us);
}

TEST_CASE("A few invocations beside each other say nothing of what that costs") {
  CHECK(compare(alone_and_in_pairs(10 * us, 15 * us, 4)).slowdown == 1);
}

TEST_CASE("What was shorter beside others is no speed-up") {
  CHECK(compare(alone_and_in_pairs(15 * us, 10 * us, 20)).slowdown == 1);
}

TEST_CASE("The graph of many readers and writers stays small") {
  script s;
  for (int n = 0; n < 20000; ++n)
    s.run(script::context, {n % 10 ? reads(0, 8) : writes(0, 8)});
  const task_graph g = dependencies(s.get(), compare(s.get()));
  std::size_t edges = 0;
  for (const task_graph::node &n : g.nodes)
    edges += n.successors.size();
  CHECK(g.nodes.size() < 3 * 20000); // Two for each, and the joins.
  CHECK(edges < 5 * 20000);
}

TEST_CASE("An empty trace has no work and no speed-up") {
  script s;
  const forecast f = predict(s.get(), {4});
  CHECK(f.work == 0);
  CHECK(f.lines[0].speedup == Approx(1));
}

TEST_CASE("What is no trace is refused with the reason") {
  CHECK_THROWS_WITH(read(""), "not JSON, or cut off");
  CHECK_THROWS_WITH(read(R"({"traceEvents":[)"), "not JSON, or cut off");
  CHECK_THROWS_WITH(read("[]"), "not written by POLYCHROME_TRACE");
  CHECK_THROWS_WITH(read(R"({"traceEvents":[]})"), "not written by POLYCHROME_TRACE");
  CHECK_THROWS_WITH(read(R"({"otherData":{"polychrome-trace":2},"traceEvents":[]})"),
                    "written by another version of Polychrome");
  CHECK_THROWS_WITH(read(R"({"otherData":{"polychrome-trace":1,"dropped":0,"rows":
      [{"name":"a","never":[1],"context":[]}]},"traceEvents":[]})"),
                    "a row that there is not");
  const std::string head = R"({"otherData":{"polychrome-trace":1,"dropped":0,"rows":
      [{"name":"a","never":[],"context":[]}]},"traceEvents":[{"ph":"X","pid":1,"tid":0,"ts":1,)";
  CHECK_THROWS_WITH(read(head + R"("dur":-1,"args":{"row":0,"ticket":1,"stamped":0,"op":"0x1",
      "created":[],"keys":[]}}]})"),
                    "a time that is none");
  CHECK_THROWS_WITH(read(head + R"("dur":1,"args":{"row":1,"ticket":1,"stamped":0,"op":"0x1",
      "created":[],"keys":[]}}]})"),
                    "an invocation of a row that there is not");
  CHECK_THROWS_WITH(read(head + R"("dur":1,"args":{"row":0}}]})"),
                    "not a trace as POLYCHROME_TRACE writes it");
}

TEST_CASE("A trace in which tickets do not fit together is refused with the ticket") {
  const auto trace = [](const std::vector<std::string> &invocations) {
    std::string text = R"({"otherData":{"polychrome-trace":1,"dropped":0,"rows":
        [{"name":"a","never":[],"context":[]}]},"traceEvents":[)";
    for (const std::string &i : invocations)
      text += (text.ends_with('[') ? "" : ",") + i;
    return text + "]}";
  };
  const auto invocation = [](int domain, int ticket, const std::string &waited_for) {
    return R"({"ph":"X","tid":0,"ts":1,"dur":1,"pid":)" + std::to_string(domain) +
           R"(,"args":{"row":0,"stamped":0,"op":"0x1","created":[],"keys":[],"ticket":)" +
           std::to_string(ticket) + R"(,"waited_for":[)" + waited_for + "]}}";
  };
  const auto one = invocation(1, 1, ""), other_loops = invocation(2, 1, "");
  CHECK(read(trace({invocation(1, 3, "1,2"), invocation(1, 2, "1"), one, other_loops}))
            .invocations.size() == 4);
  CHECK_THROWS_WITH(read(trace({one, invocation(1, 2, ""), one})), "two invocations with ticket 1");
  CHECK_THROWS_WITH(read(trace({one, invocation(1, 3, "2")})),
                    "an invocation that waited for one that is not there before it: ticket 2");
  CHECK_THROWS_WITH(read(trace({one, invocation(1, 3, "3")})),
                    "an invocation that waited for one that is not there before it: ticket 3");
  CHECK_THROWS_WITH(read(trace({other_loops, invocation(1, 2, "1")})),
                    "an invocation that waited for one that is not there before it: ticket 1");
}
