//===- transactions.cpp - Handlers as transactions ---------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The peer that finds out at run time what handlers share: one io_context, several
// threads, and each handler is a transaction of GCC's, run by libitm. Atomic, but in no
// particular order. Compiled by g++ -fgnu-tm.
//
//   transactions CASE threads=N handlers=N rounds=N
//
//===----------------------------------------------------------------------===//

#include "asio_loop.hpp"
#include "cases.hpp"

namespace {

struct transactions : bench::asio_loop {
  struct place {
    boost::asio::io_context *io;
  };

  explicit transactions(unsigned n) : threads(n) {}

  place at(unsigned) { return {&io}; }
  template <typename F> static void post(place &p, F f) { boost::asio::post(*p.io, std::move(f)); }
  template <typename F> static void atomically(place &, F f) {
    __transaction_atomic {
      f();
    }
  }
  void run() { run_on(threads); }

  unsigned threads;
};

} // namespace

int main(int argc, char **argv) {
  const bench::arguments given(argc, argv);
  transactions loop(static_cast<unsigned>(given.count("threads")));
  bench::result r;
  if (!bench::run_named(given, loop, r))
    bench::arguments::fail(given.what() + ": no such case");
  r.print();
}
