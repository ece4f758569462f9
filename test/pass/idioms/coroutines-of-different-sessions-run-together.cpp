// What lies in the frames of a coroutine and of those that it awaits is the thread's own, also where
// a child has a reference to it: sessions run together. Each of the other programs differs in one
// thing that they share with others.
// RUN: polychrome-clang++ -std=c++20 -O2 %s -o %t -pthread
// RUN: polychrome matrix %t | FileCheck %s
// RUN: polychrome-clang++ -std=c++20 -O2 %s -o %t.global -pthread -DTOTAL=all_sessions
// RUN: polychrome matrix %t.global | FileCheck %s --check-prefix=TWIN
// RUN: polychrome-clang++ -std=c++20 -O2 %s -o %t.shared -pthread "-DTOTAL=everybodys->bytes"
// RUN: polychrome matrix %t.shared | FileCheck %s --check-prefix=TWIN
// RUN: polychrome-clang++ -std=c++20 -O2 %s -o %t.stored -pthread "-DKEEP=known=&own"
// RUN: polychrome matrix %t.stored | FileCheck %s --check-prefix=TWIN
// RUN: polychrome-clang++ -std=c++20 -O2 %s -o %t.timer -pthread -DKEEP=count_in_timer
// RUN: polychrome matrix %t.timer | FileCheck %s --check-prefix=TWIN
// RUN: polychrome-clang++ -std=c++20 -O2 %s -o %t.spawned -pthread -DKEEP=count_in_thread
// RUN: polychrome matrix %t.spawned | FileCheck %s --check-prefix=TWIN
// RUN: polychrome-clang++ -std=c++20 -O2 %s -o %t.heap -pthread "-DKEEP=known=registered.get()" \
// RUN:   "-DTOTAL=registered->bytes"
// RUN: polychrome matrix %t.heap | FileCheck %s --check-prefix=TWIN
#include <boost/asio.hpp>

#include <memory>

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;

struct counters {
  long bytes = 0;
};

long all_sessions;
counters *known;
std::shared_ptr<counters> everybodys = std::make_shared<counters>();

#ifndef TOTAL
#define TOTAL own.bytes
#endif
#ifndef KEEP
#define KEEP (void)0
#endif
#define count_in_timer timer.async_wait([&own](auto) { ++own.bytes; })
#define count_in_thread asio::co_spawn(socket.get_executor(), count(timer, own), asio::detached)

awaitable<void> count(asio::steady_timer &timer, counters &c) {
  for (;;) {
    co_await timer.async_wait(use_awaitable);
    ++c.bytes;
  }
}

static awaitable<std::size_t> receive(tcp::socket &socket, char *data, counters &c) {
  const std::size_t n = co_await socket.async_read_some(asio::buffer(data, 1024), use_awaitable);
  c.bytes += long(n);
  co_return n;
}

awaitable<void> echo(tcp::socket socket) {
  char data[1024];
  counters own;
  asio::steady_timer timer(socket.get_executor());
  auto registered = std::make_unique<counters>();
  KEEP;
  for (;;) {
    const std::size_t n = co_await receive(socket, data, own);
    TOTAL += long(n);
    co_await asio::async_write(socket, asio::buffer(data, n), use_awaitable);
  }
}

awaitable<void> listen(tcp::acceptor &acceptor) {
  for (;;)
    asio::co_spawn(acceptor.get_executor(),
                   echo(co_await acceptor.async_accept(use_awaitable)), asio::detached);
}

struct other {
  asio::steady_timer timer;
  long ticks = 0;
  void tick() {
    timer.async_wait([this](auto) {
      ++ticks;
      if (known)
        ++known->bytes;
    });
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

// The last rows are those of a write and of a read.
// CHECK-NOT: {{^ +[0-9]+\* }}
// CHECK: {{^ +[0-9]+  async_write -> coroutine \(2\) .*10$}}

// TWIN: {{^ +[0-9]+  async_write -> coroutine \(2\) .*[01]1$}}
