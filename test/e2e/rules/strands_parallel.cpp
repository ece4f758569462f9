//===- strands_parallel.cpp - Two strands run at the same time -*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Handlers of one strand never overlap, those of different ones do: seen from the clock,
// because the handlers share nothing.
//
//===----------------------------------------------------------------------===//

#include "rule.hpp"

#include <deque>

namespace {

using clock_type = std::chrono::steady_clock;

struct session {
  asio::strand<asio::io_context::executor_type> strand;
  clock_type::time_point begun[20], ended[20];
  int next = 0;
  explicit session(asio::io_context &io) : strand(asio::make_strand(io)) {}
};

void step(session *s) {
  asio::post(s->strand, [s] {
    const int n = s->next++;
    s->begun[n] = clock_type::now();
    work_for(std::chrono::microseconds(2000));
    s->ended[n] = clock_type::now();
    if (s->next < 20)
      step(s);
  });
}

bool overlap(const session &a, const session &b) {
  for (int i = 0; i < 20; ++i)
    for (int j = 0; j < 20; ++j)
      if (a.begun[i] < b.ended[j] && b.begun[j] < a.ended[i])
        return true;
  return false;
}

} // namespace

int main() {
  asio::io_context io;
  std::deque<session> all;
  for (int i = 0; i < 4; ++i)
    step(&all.emplace_back(io));
  io.run();
  bool any = false;
  for (int i = 0; i < 4; ++i) {
    CHECK(all[i].next == 20);
    for (int n = 1; n < 20; ++n)
      CHECK(all[i].ended[n - 1] <= all[i].begun[n]);
    for (int j = 0; j < i; ++j)
      any |= overlap(all[i], all[j]);
  }
  CHECK(any == (mode_is("exact") || mode_is("never")));
}
