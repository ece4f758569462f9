//===- blocks.cpp - An invocation's posts are one block --------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Parents with contexts of their own post begin and end, which share a log: whatever runs
// beside whatever, there are never two begins in a row.
//
//===----------------------------------------------------------------------===//

#include "rule.hpp"

#include <deque>
#include <vector>

namespace {

std::vector<char> text;

struct parent {
  int left;
  int spent = 0;
};

void step(asio::io_context &io, parent *p) {
  work_for(std::chrono::microseconds(20));
  ++p->spent;
  asio::post(io, [] { text.push_back('('); });
  asio::post(io, [] { text.push_back(')'); });
  if (--p->left > 0)
    asio::post(io, [&io, p] { step(io, p); });
}

} // namespace

int main() {
  asio::io_context io;
  std::deque<parent> parents(8, parent{100});
  for (parent &p : parents) {
    parent *const q = &p;
    asio::post(io, [&io, q] { step(io, q); });
  }
  io.run();
  CHECK(text.size() == 2 * 800);
  for (std::size_t i = 0; i < text.size(); ++i)
    CHECK(text[i] == (i % 2 ? ')' : '('));
}
