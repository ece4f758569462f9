//===- strand_io.cpp - Completions come through strands -*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A socket whose executor is a strand, and one whose handlers are bound to a strand: their
// handlers, and those of a timer, run in it, one after the other.
//
//===----------------------------------------------------------------------===//

#include "rule.hpp"

#include <deque>

namespace {

using asio::local::stream_protocol;
using boost::system::error_code;
using strand = asio::strand<asio::io_context::executor_type>;

constexpr int rounds = 60;

struct session {
  strand in;
  stream_protocol::socket socket;
  asio::steady_timer timer;
  bool bound;
  std::atomic<bool> busy{false};
  char sent = 42, received = 0;
  int reads = 0, writes = 0, ticks = 0;

  session(asio::io_context &io, bool b)
      : in(asio::make_strand(io)), socket(b ? asio::any_io_executor(io.get_executor()) : in),
        timer(in), bound(b) {}

  template <typename Body> void inside(Body body) {
    CHECK(in.running_in_this_thread());
    CHECK(!busy.exchange(true));
    work_for(std::chrono::microseconds(20));
    bool called = false;
    asio::dispatch(in, [&] { called = true; });
    CHECK(called);
    body();
    busy = false;
  }

  void read() {
    auto handler = [this](error_code ec, std::size_t n) {
      inside([&] {
        CHECK(!ec && n == 1 && received == sent);
        ++reads;
        write();
        if (reads < rounds)
          read();
      });
    };
    if (bound)
      socket.async_read_some(asio::buffer(&received, 1), asio::bind_executor(in, handler));
    else
      socket.async_read_some(asio::buffer(&received, 1), handler);
  }
  void write() {
    auto handler = [this](error_code, std::size_t) { inside([&] { ++writes; }); };
    if (bound)
      asio::async_write(socket, asio::buffer(&sent, 1), asio::bind_executor(in, handler));
    else
      asio::async_write(socket, asio::buffer(&sent, 1), handler);
  }
  void tick() {
    timer.expires_after(std::chrono::microseconds(100));
    timer.async_wait([this](error_code) {
      inside([&] {
        if (++ticks < rounds)
          tick();
      });
    });
  }
};

} // namespace

int main() {
  asio::io_context io;
  std::deque<session> all;
  for (int i = 0; i < 4; ++i) {
    session &a = all.emplace_back(io, false);
    session &b = all.emplace_back(io, true);
    asio::local::connect_pair(a.socket, b.socket);
    for (session *s : {&a, &b})
      asio::dispatch(s->in, [s] {
        s->read();
        s->tick();
      });
    asio::dispatch(a.in, [&a] { a.write(); });
  }
  io.run();
  for (const session &s : all)
    CHECK(s.reads == rounds && s.ticks == rounds);
}
