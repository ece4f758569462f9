// An exception that a coroutine catches is its own, and its text nobody changes: sessions that end
// in a catch block run together. In the other programs they write there what others use, or an
// exception outlives the block: another handler knows it when the coroutine is resumed. Or what a
// function returns is not new, but an object of the coroutine that others know.
// RUN: polychrome-clang++ -std=c++20 -O2 %s -o %t -pthread
// RUN: polychrome matrix %t | FileCheck %s
// RUN: polychrome-clang++ -std=c++20 -O2 %s -o %t.text -pthread -DTEXT=others
// RUN: polychrome matrix %t.text | FileCheck %s --check-prefix=TWIN
// RUN: polychrome-clang++ -std=c++20 -O2 %s -o %t.print -pthread "-DCATCH=std::printf(\"%%s\",e.what())"
// RUN: polychrome matrix %t.print | FileCheck %s --check-prefix=TWIN
// RUN: polychrome-clang++ -std=c++20 -O2 %s -o %t.outlives -pthread "-DCATCH=keep(known=last=&e)" \
// RUN:   "-DRESUMED=if(last)last->n++"
// RUN: polychrome matrix %t.outlives | FileCheck %s --check-prefix=TWIN
// RUN: polychrome-clang++ -std=c++20 -O2 %s -o %t.number -pthread \
// RUN:   "-DRESUMED=same(std::uintptr_t(known=&mine),int(n))->n++"
// RUN: polychrome matrix %t.number | FileCheck %s --check-prefix=TWIN
#include <boost/asio.hpp>

#include <cstdint>
#include <cstdio>
#include <exception>
#include <stdexcept>

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;

#ifndef TEXT
#define TEXT text
#endif
#ifndef CATCH
#define CATCH std::snprintf(TEXT, sizeof TEXT, "%d: %s", e.n++, e.what())
#endif
#ifndef RESUMED
#define RESUMED (void)0
#endif

struct failure : std::runtime_error {
  using std::runtime_error::runtime_error;
  int n = 0;
};

char others[100];
failure *known;
std::exception_ptr kept;

void keep(failure *) { kept = std::current_exception(); }

/// Not inlined.
failure *same(std::uintptr_t of, int n) { return n > 0 ? same(of, n - 1) : (failure *)of; }

awaitable<void> echo(tcp::socket socket) {
  char data[1024], text[100];
  failure *last = nullptr, mine("mine");
  (void)text, (void)last, (void)mine;
  for (;;) {
    const std::size_t n = co_await socket.async_read_some(asio::buffer(data), use_awaitable);
    RESUMED;
    try {
      if (n < 4)
        throw failure("too short");
      co_await asio::async_write(socket, asio::buffer(data, n), use_awaitable);
    } catch (failure &e) {
      CATCH;
    }
  }
}

awaitable<void> listen(tcp::acceptor &acceptor) {
  for (;;)
    asio::co_spawn(acceptor.get_executor(),
                   echo(co_await acceptor.async_accept(use_awaitable)), asio::detached);
}

struct other {
  asio::steady_timer timer;
  void tick() {
    timer.async_wait([this](auto) {
      if (known)
        ++known->n;
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

// TWIN: {{^ +[0-9]+\*? async_write -> coroutine \(2\) .*[01]1$}}
