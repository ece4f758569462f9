// A signal's handler that closes the acceptor and counts is like any other handler: it has a name and
// conflicts with what touches the same. Twin: it stops the io_context, which is the loop's
// own business, so it runs alone.
// RUN: polychrome-clang++ -std=c++17 -O2 %s -o %t -pthread
// RUN: polychrome matrix %t | FileCheck %s
// RUN: polychrome-clang++ -std=c++17 -O2 -DTWIN %s -o %t -pthread
// RUN: polychrome matrix %t | FileCheck %s --check-prefix=TWIN
#include <boost/asio.hpp>
#include <csignal>

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

struct server {
  asio::io_context &io;
  asio::signal_set signals;
  tcp::acceptor acceptor;
  long accepted = 0, reloads = 0;

  explicit server(asio::io_context &c)
      : io(c), signals(c, SIGHUP, SIGTERM), acceptor(c, tcp::endpoint(tcp::v4(), 0)) {}

  void wait() {
    signals.async_wait([this](error_code, int) {
      ++reloads;
      acceptor.close();
#ifdef TWIN
      io.stop();
#endif
    });
  }
  void accept() {
    acceptor.async_accept([this](error_code ec, tcp::socket) {
      ++accepted;
      if (!ec)
        accept();
    });
  }
};

struct other {
  asio::steady_timer timer;
  long ticks = 0;
  void tick() {
    timer.async_wait([this](error_code) { ++ticks; });
  }
};

int main() {
  asio::io_context io;
  server s(io);
  other o{asio::steady_timer(io)};
  s.wait();
  s.accept();
  o.tick();
  io.run();
}

// CHECK-NOT: runs alone
// CHECK: server::wait::lambda#1
// CHECK-NOT: runs alone
// CHECK: server::wait::lambda#1{{( (00|10))+$}}
// CHECK: server::accept::lambda#1{{( (00|10))+$}}
// CHECK: other::tick::lambda#1{{( (00|10))+$}}
// TWIN: * server::wait::lambda#1
// TWIN-NEXT: * calls boost::asio::io_context::stop
// TWIN: server::accept::lambda#1 {{.*}}10{{$}}
