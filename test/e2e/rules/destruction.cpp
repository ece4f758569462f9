//===- destruction.cpp - Handlers that have not run are destroyed ----------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// After stop, or an exception, destroying the context destroys the rest without calling
// them.
//
//===----------------------------------------------------------------------===//

#include "rule.hpp"

#include <memory>

int main() {
  for (int round = 0; round < 20; ++round) {
    const auto alive = std::make_shared<int>(0);
    std::atomic<int> calls{0};
    int called = 0;
    {
      asio::io_context io;
      for (int i = 0; i < 100; ++i)
        asio::post(io, [&calls, &io, i, alive] {
          ++calls;
          work_for(std::chrono::microseconds(20));
          asio::post(io, [alive] {});
          if (i == 30)
            throw i;
        });
      try {
        io.run();
        CHECK(false);
      } catch (int i) {
        CHECK(i == 30);
      }
      called = calls;
      CHECK(alive.use_count() > 1);
    }
    CHECK(calls == called);
    CHECK(called < 100 || mode_is("never"));
    CHECK(alive.use_count() == 1);
  }
}
