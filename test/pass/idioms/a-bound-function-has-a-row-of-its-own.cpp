// std::bind, std::bind_front, std::mem_fn and plain functions as handlers: the function is in the
// closure, where dispatch reads it, so each is a handler with its own name and footprint.
// Twin: one of the functions, which have one type, adds to a global.
// RUN: polychrome-clang++ -std=c++20 -O2 %s -o %t -pthread
// RUN: polychrome matrix %t | FileCheck %s
// RUN: polychrome-clang++ -std=c++20 -O2 -DTWIN %s -o %t -pthread
// RUN: polychrome matrix %t | FileCheck %s --check-prefix=TWIN
#include <boost/asio.hpp>
#include <functional>
#include <memory>

namespace asio = boost::asio;
using boost::system::error_code;
using namespace std::placeholders;

long total;

struct session : std::enable_shared_from_this<session> {
  asio::ip::tcp::socket socket;
  char data[1024];
  long count = 0;

  explicit session(asio::io_context &io) : socket(io) {}

  void read() {
    socket.async_read_some(asio::buffer(data),
                           std::bind(&session::on_read, shared_from_this(), _1, _2));
  }
  void on_read(error_code ec, std::size_t n) {
    if (ec)
      return;
    count += long(n);
    asio::async_write(socket, asio::buffer(data, n),
                      std::bind(&session::on_write, shared_from_this(), _1, _2));
  }
  void on_write(error_code ec, std::size_t n) {
#ifdef TWIN
    total += long(n);
#endif
    if (!ec)
      socket.async_read_some(asio::buffer(data),
                             std::bind(&session::on_more, shared_from_this(), _1, _2));
  }
  void on_more(error_code ec, std::size_t) {
    if (!ec)
      socket.async_wait(asio::ip::tcp::socket::wait_read,
                        std::bind_front(&session::on_ready, shared_from_this()));
  }
  void on_ready(error_code) {
    socket.async_wait(asio::ip::tcp::socket::wait_write,
                      std::bind(std::mem_fn(&session::on_last), shared_from_this(), _1));
  }
  void on_last(error_code) { ++count; }
};

void tick(asio::steady_timer *timer, error_code) { timer->expires_after({}); }
void tock(error_code) {}

int main() {
  asio::io_context io;
  std::make_shared<session>(io)->read();
  asio::steady_timer timer(io);
  timer.async_wait(std::bind(&tick, &timer, _1));
  timer.async_wait(&tock);
  io.run();
}

// CHECK-NOT: runs alone
// CHECK: {{[0-9] }}async_write -> session::on_more{{( (00|10))+$}}
// CHECK: {{[0-9] }}async_write -> session::on_read{{( (00|10))+$}}
// CHECK: {{[0-9] }}async_write -> session::on_write{{( (00|10))+$}}
// CHECK: {{[0-9] }}session::on_more{{( (00|10))+$}}
// CHECK: {{[0-9] }}session::on_read{{( (00|10))+$}}
// CHECK: {{[0-9] }}session::on_write{{( (00|10))+$}}
// CHECK: {{[0-9] }}session::on_last{{( (00|10))+$}}
// CHECK: {{[0-9] }}session::on_ready{{( (00|10))+$}}
// CHECK: {{[0-9] }}tick{{( (00|10))+$}}
// CHECK: {{[0-9] }}tock{{( 00)+$}}
// CHECK-NOT: runs alone

// TWIN-NOT: runs alone
// TWIN: async_write -> session::on_write{{( 10)+}} 11{{$}}
// TWIN: {{[0-9] }}session::on_read{{( (00|10))+$}}
// TWIN: {{[0-9] }}session::on_write {{.*}} 11{{.*}} 11{{$}}
// TWIN: {{[0-9] }}tock{{( 00)+$}}
