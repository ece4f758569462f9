//===- strand_blocks.cpp - What one handler gives a strand is a block -*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Handlers beside each other enqueue pairs on one strand, some of them from a strand of their
// own. No pair is split, and none begins before the handler that enqueued it has returned.
//
//===----------------------------------------------------------------------===//

#include "rule.hpp"

#include <deque>
#include <vector>

namespace {

using strand = asio::strand<asio::io_context::executor_type>;

struct parent {
  asio::io_context &io;
  strand log;
  strand own;
  std::vector<char> &text; ///< the strand's
  int left = 100;
  std::atomic<int> returned{0};

  parent(asio::io_context &i, strand l, std::vector<char> &t)
      : io(i), log(l), own(asio::make_strand(i)), text(t) {}
};

void step(parent *p) {
  const int left = p->left--;
  asio::post(p->log, [p, left] {
    CHECK(p->log.running_in_this_thread());
    CHECK(p->returned > 100 - left);
    p->text.push_back('(');
  });
  work_for(std::chrono::microseconds(30));
  asio::dispatch(p->log, [p] { p->text.push_back(')'); });
  if (left % 2 && left > 1)
    asio::post(p->own, [p] { step(p); });
  else if (left > 1)
    asio::post(p->io, [p] { step(p); });
  ++p->returned;
}

} // namespace

int main() {
  asio::io_context io;
  const strand log = asio::make_strand(io);
  std::vector<char> text;
  std::deque<parent> parents;
  for (int i = 0; i < 8; ++i) {
    parents.emplace_back(io, log, text);
    asio::post(io, [p = &parents.back()] { step(p); });
  }
  io.run();
  CHECK(text.size() == 2 * 800);
  for (std::size_t i = 0; i < text.size(); ++i)
    CHECK(text[i] == (i % 2 ? ')' : '('));
}
