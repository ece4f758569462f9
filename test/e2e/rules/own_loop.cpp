//===- own_loop.cpp - Programs that do not use Asio --------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// post, run, children as blocks in order, exceptions, the limits: the same under every
// matrix.
//
//===----------------------------------------------------------------------===//

#include "rule.hpp"

#include <mutex>
#include <polychrome/polychrome.hpp>
#include <stdexcept>
#include <thread>

namespace {

struct room {
  std::atomic<int> visits{0};
};

polychrome::counter total;

POLYCHROME_HANDLER void visit(room *r, int n, std::int64_t large, char small) {
  CHECK(large == -5000000000);
  CHECK(small == 'x');
  r->visits += n;
  total.add(n);
}

POLYCHROME_HANDLER void spawn(room *r, int depth) {
  work_for(std::chrono::microseconds(30));
  ++r->visits;
  if (depth > 0)
    for (int i = 0; i < 2; ++i)
      polychrome::post(spawn, r, depth - 1);
}

POLYCHROME_HANDLER void again() { CHECK(polychrome_run() == -1); }

POLYCHROME_HANDLER void fail() { throw std::runtime_error("no"); }

} // namespace

int main() {
  room r;
  polychrome::post(visit, &r, 3, std::int64_t(-5000000000), 'x');
  CHECK(r.visits == 0);
  CHECK(polychrome_run() == 0);
  CHECK(r.visits == 3);
  CHECK(total.value() == 3);

  for (int round = 1; round <= 20; ++round) {
    room other;
    for (int i = 0; i < 4; ++i)
      polychrome::post(spawn, &other, 3);
    CHECK(polychrome_run() == 0);
    CHECK(other.visits == 60);
  }

  polychrome::post(again);
  CHECK(polychrome_run() == 0);

  polychrome::post(fail);
  polychrome::post(visit, &r, 1, std::int64_t(-5000000000), 'x');
  bool thrown = false;
  try {
    polychrome_run();
  } catch (const std::runtime_error &) {
    thrown = true;
  }
  CHECK(thrown);
  CHECK(polychrome_run() == 0);
  CHECK(r.visits == 4);

  std::thread other([&] { polychrome::post(spawn, &r, 0); });
  other.join();
  CHECK(polychrome_run() == 0);
  CHECK(r.visits == 5);
}
