//===- beside.cpp - The resolver and a thread_pool beside the loop ---------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// They use Asio's scheduler too, and are left alone.
//
//===----------------------------------------------------------------------===//

#include "rule.hpp"

#include <thread>

int main() {
  asio::io_context io;
  asio::thread_pool pool(2);
  asio::ip::tcp::resolver resolver(io);
  std::atomic<int> pooled{0};
  std::atomic<int> resolved{0};
  std::atomic<int> back{0};
  for (int i = 0; i < 100; ++i) {
    asio::post(io, [&] {
      auto work = asio::make_work_guard(io);
      asio::post(pool, [&, work = std::move(work)] {
        CHECK(!io.get_executor().running_in_this_thread());
        CHECK(pool.get_executor().running_in_this_thread());
        ++pooled;
        asio::post(io, [&] { ++back; });
      });
      resolver.async_resolve("127.0.0.1", "80", asio::ip::resolver_base::numeric_host,
                             [&](boost::system::error_code ec, const auto &results) {
                               CHECK(!ec && results.size() == 1);
                               CHECK(io.get_executor().running_in_this_thread());
                               ++resolved;
                             });
    });
  }
  io.run();
  pool.join();
  CHECK(pooled == 100);
  CHECK(back == 100);
  CHECK(resolved == 100);
}
