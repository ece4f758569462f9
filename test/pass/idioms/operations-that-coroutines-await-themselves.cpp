// An operation that a coroutine awaits itself, with asio::deferred, brings its result to the frame
// of the coroutine, and that is the thread's own: sessions run together. Each of the other programs
// differs in one thing that they share with others, among them what such an operation brings.
// RUN: polychrome-clang++ -std=c++20 -O2 %s -o %t -pthread
// RUN: polychrome matrix %t | FileCheck %s
// RUN: polychrome-clang++ -std=c++20 -O2 %s -o %t.global -pthread -DTOTAL=all_sessions
// RUN: polychrome matrix %t.global | FileCheck %s --check-prefix=TWIN
// RUN: polychrome-clang++ -std=c++20 -O2 %s -o %t.stored -pthread "-DKEEP=known=&own"
// RUN: polychrome matrix %t.stored | FileCheck %s --check-prefix=TWIN
// RUN: polychrome-clang++ -std=c++20 -O2 %s -o %t.timer -pthread -DKEEP=count_in_timer
// RUN: polychrome matrix %t.timer | FileCheck %s --check-prefix=TWIN
// RUN: polychrome-clang++ -std=c++20 -O2 %s -o %t.result -pthread \
// RUN:   "-DTOTAL=*(co_await timer.async_wait(asio::append(deferred,&all_sessions)))"
// RUN: polychrome matrix %t.result | FileCheck %s --check-prefix=RESULT
#include <boost/asio.hpp>

namespace asio = boost::asio;
using asio::awaitable;
using asio::deferred;
using asio::ip::tcp;

struct counters {
  long bytes = 0;
};

long all_sessions;
counters everybodys, *known = &everybodys;

#ifndef TOTAL
#define TOTAL own.bytes
#endif
#ifndef KEEP
#define KEEP (void)0
#endif
#define count_in_timer timer.async_wait([&own](auto) { ++own.bytes; })

awaitable<void> echo(tcp::socket socket) {
  char data[1024];
  counters own;
  asio::steady_timer timer(socket.get_executor());
  KEEP;
  try {
    for (;;) {
      const std::size_t n = co_await socket.async_read_some(asio::buffer(data), deferred);
      TOTAL += long(n);
      co_await asio::async_write(socket, asio::buffer(data, n), deferred);
    }
  } catch (std::exception &) {
    own.bytes = 0;
  }
}

awaitable<void> listen(tcp::acceptor &acceptor) {
  for (;;)
    asio::co_spawn(acceptor.get_executor(), echo(co_await acceptor.async_accept(deferred)),
                   asio::detached);
}

struct other {
  asio::steady_timer timer;
  void tick() {
    timer.async_wait([](auto) { ++known->bytes, ++all_sessions; });
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
// CHECK: {{^ +[0-9]+ async_write -> coroutine \(2\) .*10$}}

// TWIN: {{^ +[0-9]+\*? async_write -> coroutine \(2\) .*[01]1$}}

// What the timer resumes changes what the other handler does.
// RESULT: {{^ +12\*? coroutine( [01][01]){7} 01 01( [01][01]){3} [01]1$}}
