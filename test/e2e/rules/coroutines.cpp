//===- coroutines.cpp - Asio's coroutines ----------------------- -*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An echo server and its clients, each session a coroutine: every byte comes back, in order,
// through coroutines that wait for coroutines, also on a strand of their own, and exceptions
// arrive where they are waited for.
//
//===----------------------------------------------------------------------===//

#include "rule.hpp"

#include <stdexcept>
#include <vector>

namespace {

using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;

std::atomic<int> done{0}, caught{0};

awaitable<void> send_back(tcp::socket &socket) {
  char data[64];
  for (;;) {
    const std::size_t n = co_await socket.async_read_some(asio::buffer(data), use_awaitable);
    co_await asio::async_write(socket, asio::buffer(data, n), use_awaitable);
  }
}

awaitable<void> serve(tcp::socket socket) {
  try {
    co_await send_back(socket);
  } catch (const boost::system::system_error &e) {
    CHECK(e.code() == asio::error::eof);
    ++caught;
  }
}

awaitable<void> listen(tcp::acceptor &acceptor, int clients) {
  const auto executor = co_await asio::this_coro::executor;
  for (int i = 0; i < clients; ++i) {
    tcp::socket socket = co_await acceptor.async_accept(asio::make_strand(executor), use_awaitable);
    co_spawn(socket.get_executor(), serve(std::move(socket)), asio::detached);
  }
}

awaitable<std::vector<char>> ask(tcp::socket &socket, const std::vector<char> &question) {
  co_await asio::async_write(socket, asio::buffer(question), use_awaitable);
  std::vector<char> answer(question.size());
  co_await asio::async_read(socket, asio::buffer(answer), use_awaitable);
  co_return answer;
}

awaitable<void> talk(tcp::endpoint server, int number) {
  tcp::socket socket(co_await asio::this_coro::executor);
  co_await socket.async_connect(server, use_awaitable);
  for (int round = 0; round < 30; ++round) {
    const std::vector<char> question(1 + (number * 37 + round * 11) % 200, char(number + round));
    CHECK(co_await ask(socket, question) == question);
  }
  ++done;
}

awaitable<void> fail() {
  co_await asio::post(co_await asio::this_coro::executor, use_awaitable);
  throw std::runtime_error("a coroutine's");
}

} // namespace

int main() {
  asio::io_context io;
  tcp::acceptor acceptor(io, {asio::ip::address_v4::loopback(), 0});
  constexpr int clients = 8;
  co_spawn(io, listen(acceptor, clients), asio::detached);
  for (int i = 0; i < clients; ++i)
    co_spawn(io, talk(acceptor.local_endpoint(), i), asio::detached);
  std::atomic<bool> failed{false};
  co_spawn(io, fail(), [&](std::exception_ptr e) { failed = e != nullptr; });
  io.run();
  CHECK(done == clients);
  CHECK(caught == clients);
  CHECK(failed);
}
