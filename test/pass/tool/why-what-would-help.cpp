// The advice fits the cause: output is logged, what one handler sets is made const, what is
// only added to counts, what is the thread's becomes the session's. Two operations that
// complete one lambda are one handler.

// RUN: polychrome-clang++ -O2 -std=c++20 %s -pthread -o %t -Wno-polychrome
// RUN: polychrome why %t 'main::lambda#1' | FileCheck %s --check-prefix=COUT
// RUN: polychrome why %t 'main::lambda#2' | FileCheck %s --check-prefix=PRINTF
// RUN: polychrome why %t 'main::lambda#3' 'main::lambda#4' | FileCheck %s --check-prefix=ONE
// RUN: polychrome why %t 'main::lambda#5' | FileCheck %s --check-prefix=COUNT
// RUN: polychrome why %t 'main::lambda#6' | FileCheck %s --check-prefix=THREAD
// RUN: polychrome why %t 'main::lambda#7' | FileCheck %s --check-prefix=CALL
// RUN: polychrome why %t 'main::lambda#8' | FileCheck %s --check-prefix=MEAN
// RUN: polychrome why %t 'main::lambda#9' | FileCheck %s --check-prefix=CERR

// COUT: 1. output (std::cout,
// COUT: what would help: print with polychrome::log()
// COUT-NOT: 2.
// COUT-NOT: what would help: {{put|split|make}}

// PRINTF: 1. output (
// PRINTF: what would help: print with polychrome::log()
// PRINTF-NOT: 2.

// CERR: 1. output (std::cerr,
// CERR: what would help: print with polychrome::log()

// ONE: 1. global level  (in any context)
// ONE: what would help: if `level` is settled at the start, set it before the loop runs

// COUNT: 1. p->in->joins  (any room::joins, in any context)
// COUNT: what would help: if `room::joins` is only ever added to, make it a polychrome::counter

// One assignment and it is no counter.
// MEAN: 1. p->in->peak  (any room::peak, in any context)
// MEAN: what would help: reach room::peak by a pointer

// THREAD: stays on the thread that called run(): uses the thread_local variable depth
// THREAD: what would help: make `depth` a member of the session, or a local variable

// CALL: 1. calls through a pointer that could not be traced (.../bits/std_function.h:
// CALL-NEXT: what would help: call the function by its name, or a lambda
// CALL-NOT: unknown

#include <boost/asio.hpp>

#include <cstdio>
#include <functional>
#include <iostream>

int level;
static thread_local int depth;

struct room {
  long joins = 0;
  long peak = 0;
};

struct peer {
  room *in;
};

struct server {
  boost::asio::steady_timer timer;
  peer *first;
  long seen = 0;
  std::function<void()> hook;
};

int main() {
  boost::asio::io_context io;
  server s{boost::asio::steady_timer(io), new peer{new room}};
  s.timer.async_wait([](auto) { std::cout << "tick\n"; });
  s.timer.async_wait([](auto) { std::puts("tick"); });
  s.timer.async_wait([](auto) { level = 3; });
  s.timer.async_wait([&s](auto) { s.seen += level; });
  s.timer.async_wait([p = s.first](auto) { p->in->joins++; });
  s.timer.async_wait([](auto) { depth++; });
  s.timer.async_wait([&s](auto) { s.hook(); });
  s.timer.async_wait([p = s.first](auto) { p->in->peak = p->in->joins; });
  s.timer.async_wait([](auto) { std::cerr << "tick\n"; });
  io.run();
}
