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

void log(char c) {
#ifdef POLYCHROME_TEST_WRONG_MATRIX
  // The negative control: with a matrix that lets it, another one comes in, and is seen.
  const inside here;
  for (int i = 0; i < 5000 && inside::now == 1; ++i)
    work_for(std::chrono::microseconds(1000));
  CHECK(inside::now == 1);
#endif
  text.push_back(c);
}

struct parent {
  int left;
  int spent = 0;
};

void step(asio::io_context &io, parent *p) {
  work_for(std::chrono::microseconds(20));
  ++p->spent;
  asio::post(io, [] { log('('); });
  asio::post(io, [] { log(')'); });
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
