// What resumes a coroutine runs alone: which part of which coroutine it is, the operation does not
// say. Other handlers beside it keep their rows.
// RUN: polychrome-clang++ -std=c++20 -O2 %s -o %t -pthread
// RUN: polychrome matrix %t | FileCheck %s
#include <boost/asio.hpp>

namespace asio = boost::asio;
using asio::ip::tcp;

asio::awaitable<void> echo(tcp::socket socket) {
  char data[1024];
  for (;;) {
    std::size_t n = co_await socket.async_read_some(asio::buffer(data), asio::use_awaitable);
    co_await asio::async_write(socket, asio::buffer(data, n), asio::use_awaitable);
  }
}

asio::awaitable<void> listen(tcp::acceptor &acceptor) {
  for (;;)
    asio::co_spawn(acceptor.get_executor(),
                   echo(co_await acceptor.async_accept(asio::use_awaitable)), asio::detached);
}

struct other {
  asio::steady_timer timer;
  long ticks = 0;
  void tick() {
    timer.async_wait([this](auto) { ++ticks; });
  }
};

int main() {
  asio::io_context io;
  tcp::acceptor acceptor(io, tcp::endpoint(tcp::v4(), 0));
  other o{asio::steady_timer(io)};
  o.tick();
  asio::co_spawn(io, listen(acceptor), asio::detached);
  io.run();
}

// A star behind the number: alone. None of them is without.
// CHECK-NOT: {{^ +[0-9]+  ([a-z_]+ -> )?coroutine}}
// CHECK: {{^ +[0-9]+  other::tick::lambda#1}}
// CHECK-NOT: {{^ +[0-9]+  ([a-z_]+ -> )?coroutine}}
// CHECK: {{^ +[0-9]+\* coroutine}}
// CHECK-NOT: {{^ +[0-9]+  ([a-z_]+ -> )?coroutine}}
// CHECK: {{^ +[0-9]+\* async_write -> coroutine}}
// CHECK-NOT: {{^ +[0-9]+  ([a-z_]+ -> )?coroutine}}
// CHECK: {{^ +[0-9]+  other::tick::lambda#1 .*10}}
// CHECK: {{^ +[0-9]+\* coroutine .*( 01)+$}}
