//===- ConfigTest.cpp - The environment, good and bad -------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/config.hpp"

#include <catch2/catch.hpp>

#include <map>

using namespace polychrome;

namespace {

struct outcome {
  bool good;
  config value;
  std::string error;
};

outcome parse(const std::map<std::string, std::string> &env, unsigned cores = 8) {
  outcome o;
  const auto get = [&](const char *name) -> const char * {
    const auto it = env.find(name);
    return it == env.end() ? nullptr : it->second.c_str();
  };
  o.good = parse_config(get, cores, o.value, o.error);
  return o;
}

void check_refused(const std::string &name, const std::string &value, const std::string &advice) {
  const outcome o = parse({{name, value}});
  CHECK_FALSE(o.good);
  CHECK(o.error.find(name + "=" + value) == 0);
  CHECK(o.error.find(advice) != std::string::npos);
  CHECK(o.error.find('\n') == std::string::npos);
}

} // namespace

TEST_CASE("Without variables all cores are used, exactly and silently") {
  const outcome o = parse({});
  REQUIRE(o.good);
  CHECK(o.value.threads == 8);
  CHECK_FALSE(o.value.serial);
  CHECK_FALSE(o.value.stats);
}

TEST_CASE("An unknown number of cores means one thread") { CHECK(parse({}, 0).value.threads == 1); }

TEST_CASE("Good values are taken") {
  const outcome o = parse({{"POLYCHROME_THREADS", "3"},
                           {"POLYCHROME_POLICY", "serial"},
                           {"POLYCHROME_ORDER", "causal"},
                           {"POLYCHROME_STATS", "1"}});
  REQUIRE(o.good);
  CHECK(o.value.threads == 3);
  CHECK(o.value.serial);
  CHECK(o.value.stats);
}

TEST_CASE("A number of threads that is none is refused") {
  for (const char *bad : {"", "0", "-1", "two", "2x", " 2", "1025", "99999999999999999999"})
    check_refused("POLYCHROME_THREADS", bad, "from 1 to 1024");
}

TEST_CASE("An unknown policy is refused") {
  check_refused("POLYCHROME_POLICY", "fast", "use exact, hue or serial");
}

TEST_CASE("The hue policy and the strict order are taken") {
  CHECK(parse({{"POLYCHROME_POLICY", "hue"}}).value.hue);
  CHECK_FALSE(parse({{"POLYCHROME_POLICY", "hue"}}).value.serial);
  CHECK(parse({{"POLYCHROME_ORDER", "strict"}}).value.strict);
}

TEST_CASE("A watchdog wants a number of milliseconds and something to watch") {
  CHECK(parse({{"POLYCHROME_WATCHDOG", "250"}}).value.watchdog == 250);
  for (const char *bad : {"", "0", "1s", "-5", "3600001"})
    check_refused("POLYCHROME_WATCHDOG", bad, "from 1 to 3600000");
  CHECK_FALSE(parse({{"POLYCHROME_WATCHDOG", "250"}, {"POLYCHROME_POLICY", "serial"}}).good);
}

TEST_CASE("An unknown order is refused") {
  check_refused("POLYCHROME_ORDER", "fifo", "use causal or strict");
}

TEST_CASE("Statistics are switched by 0 and 1 only") {
  check_refused("POLYCHROME_STATS", "yes", "use 0 or 1");
}

TEST_CASE("A trace goes to a file that has a name") {
  CHECK(parse({{"POLYCHROME_TRACE", "run.json"}}).value.trace == "run.json");
  check_refused("POLYCHROME_TRACE", "", "use the name of a file");
}

TEST_CASE("A trace of a run without scheduling is refused") {
  const outcome o = parse({{"POLYCHROME_POLICY", "serial"}, {"POLYCHROME_TRACE", "run.json"}});
  CHECK_FALSE(o.good);
  CHECK(o.error.find("POLYCHROME_TRACE=run.json: there is nothing to trace") == 0);
}

TEST_CASE("A run is recorded to a file or replayed from one, not both, and not unscheduled") {
  CHECK(parse({{"POLYCHROME_RECORD", "run.order"}}).value.record == "run.order");
  CHECK(parse({{"POLYCHROME_REPLAY", "run.order"}}).value.replay == "run.order");
  check_refused("POLYCHROME_RECORD", "", "use the name of a file");
  CHECK_FALSE(parse({{"POLYCHROME_RECORD", "a"}, {"POLYCHROME_REPLAY", "b"}}).good);
  CHECK_FALSE(parse({{"POLYCHROME_RECORD", "a"}, {"POLYCHROME_TRACE", "b"}}).good);
  CHECK_FALSE(parse({{"POLYCHROME_REPLAY", "a"}, {"POLYCHROME_POLICY", "serial"}}).good);
}

TEST_CASE("A name that is nearly a right one is a slip, and the right one is said") {
  for (const auto &[name, right] :
       std::map<std::string, std::string>{{"POLYCHROME_THREDS", "POLYCHROME_THREADS"},
                                          {"POLYCHROME_THREAD", "POLYCHROME_THREADS"},
                                          {"POLYCHROME_POLCIY", "POLYCHROME_POLICY"},
                                          {"POLYCHROME_ORDRE", "POLYCHROME_ORDER"},
                                          {"POLYCHROME_STAT", "POLYCHROME_STATS"},
                                          {"POLYCHROME_WATCH_DOG", "POLYCHROME_WATCHDOG"},
                                          {"POLYCHROME_trace", "POLYCHROME_TRACE"},
                                          {"POLYCHROME_RECORDS", "POLYCHROME_RECORD"},
                                          {"POLYCHROME__REPLAY", "POLYCHROME_REPLAY"}}) {
    std::string text;
    CHECK(judge_name(name, text) == name_kind::misspelt);
    CHECK(text == name + ": no such variable: is " + right + " meant?");
  }
}

TEST_CASE("Of a name that is near none the nearest is said, and it may be somebody else's") {
  std::string text;
  CHECK(judge_name("POLYCHROME_NUM_THREADS", text) == name_kind::unknown);
  CHECK(text == "POLYCHROME_NUM_THREADS is not read: the nearest is POLYCHROME_THREADS");
  CHECK(judge_name("POLYCHROME_PORT_80_TCP", text) == name_kind::unknown);
  CHECK(judge_name("POLYCHROME_", text) == name_kind::unknown);
}

TEST_CASE("The names of the program's, the tools' and the tests' variables are accepted") {
  std::string text;
  for (const char *name :
       {"POLYCHROME_THREADS", "POLYCHROME_POLICY", "POLYCHROME_ORDER", "POLYCHROME_STATS",
        "POLYCHROME_WATCHDOG", "POLYCHROME_TRACE", "POLYCHROME_RECORD", "POLYCHROME_REPLAY",
        "POLYCHROME", "POLYCHROME_CLANG", "POLYCHROME_ROOT", "POLYCHROME_TEST_MODE", "PATH", ""}) {
    CHECK(judge_name(name, text) == name_kind::accepted);
    CHECK(text.empty());
  }
}
