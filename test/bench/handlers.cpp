//===- handlers.cpp - The serial Asio program that is measured --*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One io_context, one thread, no synchronisation. The same source is compiled plainly
// and with Polychrome.
//
//   handlers calibrate ns=N             prints the rounds of compute that take so long
//   handlers calibrate-walk ns=N        the same for walk
//   handlers CASE handlers=N rounds=N   runs a case of cases.hpp: its seconds, a checksum
//   handlers open-loop ...              open_loop.hpp
//   handlers tokens|contexts|memory-... ...  growth.hpp
//
//===----------------------------------------------------------------------===//

#include "asio_loop.hpp"
#include "cases.hpp"
#include "growth.hpp"
#include "open_loop.hpp"

// Not there in the program that is built without Polychrome.
extern "C" [[gnu::weak]] int polychrome_set_priority(int);

namespace {

struct event_loop : bench::asio_loop {
  struct place {
    boost::asio::io_context *io;
  };

  place at(unsigned) { return {&io}; }
  template <typename F> static void post(place &p, F f) { boost::asio::post(*p.io, std::move(f)); }
  template <typename F> static void atomically(place &, F f) { f(); }
  void run() { io.run(); }
  static void set_urgent(bool on) {
    if (polychrome_set_priority)
      polychrome_set_priority(on);
  }
};

} // namespace

int main(int argc, char **argv) {
  const bench::arguments given(argc, argv);
  if (given.what() == "calibrate") {
    std::printf("%ld\n", bench::calibrate(given.number("ns"), bench::compute));
    return 0;
  }
  if (given.what() == "calibrate-walk") {
    static volatile std::uint64_t unknown = 0; // Or the table is seen to be constant.
    static bench::table t;
    t.words[unknown] = unknown;
    std::printf("%ld\n", bench::calibrate(given.number("ns"), [](std::uint64_t state, long rounds) {
                  return bench::walk(t, state, rounds);
                }));
    return 0;
  }
  event_loop loop;
  bench::result r;
  if (!bench::run_named(given, loop, r) && !bench::run_open_loop(given, loop, r) &&
      !bench::run_growth(given, loop, r))
    bench::arguments::fail(given.what() + ": no such case");
  r.print();
}
