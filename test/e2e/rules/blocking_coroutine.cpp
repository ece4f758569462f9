//===- blocking_coroutine.cpp - A coroutine that reads stdin -------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Blocks in a coroutine until somebody closes stdin.
//
//===----------------------------------------------------------------------===//

#include <boost/asio.hpp>

#include <cstdio>

namespace asio = boost::asio;

namespace {

asio::awaitable<void> reader(asio::steady_timer &timer) {
  co_await timer.async_wait(asio::use_awaitable);
  std::getchar();
}

} // namespace

int main() {
  asio::io_context io;
  asio::steady_timer timer(io, std::chrono::milliseconds(1));
  asio::co_spawn(io, reader(timer), asio::detached);
  io.run();
}
