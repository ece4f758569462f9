//===- exceptions.cpp - Exceptions leave run -------------------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// On the thread that called it, when no handler is running; a later run goes on, and no
// handler is lost or called twice.
//
//===----------------------------------------------------------------------===//

#include "rule.hpp"

#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

int main() {
  asio::io_context io;
  std::vector<std::atomic<int>> calls(400);
  for (int i = 0; i < 400; ++i)
    asio::post(io, [&calls, i] {
      const inside here;
      ++calls[i];
      work_for(std::chrono::microseconds(20));
      if (i % 40 == 7)
        throw std::runtime_error(std::to_string(i));
    });
  std::vector<int> thrown;
  const auto caller = std::this_thread::get_id();
  for (;;) {
    try {
      io.run();
      break;
    } catch (const std::runtime_error &e) {
      CHECK(inside::now == 0);
      CHECK(std::this_thread::get_id() == caller);
      thrown.push_back(std::stoi(e.what()));
    }
  }
  CHECK(thrown.size() == 10);
  if (!mode_is("never"))
    for (int i = 0; i < 10; ++i)
      CHECK(thrown[i] == 40 * i + 7);
  for (const auto &c : calls)
    CHECK(c == 1);
}
