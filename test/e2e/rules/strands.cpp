//===- strands.cpp - A strand's handlers are one after the other -----------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// In the order in which they were posted, whatever the matrix says.
//
//===----------------------------------------------------------------------===//

#include "rule.hpp"

#include <deque>
#include <vector>

namespace {

struct session {
  asio::strand<asio::io_context::executor_type> strand;
  std::atomic<bool> busy{false};
  std::vector<int> seen;
  explicit session(asio::io_context &io) : strand(asio::make_strand(io)) {}
};

} // namespace

int main() {
  asio::io_context io;
  std::deque<session> all;
  for (int i = 0; i < 4; ++i)
    all.emplace_back(io);
  for (int n = 0; n < 100; ++n)
    for (session &s : all)
      asio::post(s.strand, [&s, n] {
        CHECK(s.strand.running_in_this_thread());
        CHECK(!s.busy.exchange(true));
        s.seen.push_back(n);
        work_for(std::chrono::microseconds(10));
        bool called = false;
        asio::dispatch(s.strand, [&] { called = true; });
        CHECK(called);
        s.busy = false;
      });
  io.run();
  for (const session &s : all) {
    CHECK(s.seen.size() == 100);
    for (int n = 0; n < 100; ++n)
      CHECK(s.seen[n] == n);
  }
}
