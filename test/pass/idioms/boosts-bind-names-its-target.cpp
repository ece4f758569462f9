// Boost.Bind and a boost::shared_ptr: the function is in the closure here as well, and is given the
// error code by reference to the closure's copy. Twin: it counts in a global.
// RUN: polychrome-clang++ -std=c++11 -O2 %s -o %t -pthread
// RUN: polychrome matrix %t | FileCheck %s
// RUN: polychrome-clang++ -std=c++11 -O2 -DTWIN %s -o %t -pthread
// RUN: polychrome matrix %t | FileCheck %s --check-prefix=TWIN
#include <boost/asio.hpp>
#include <boost/bind/bind.hpp>

namespace asio = boost::asio;
using boost::system::error_code;

long total;

struct session {
  asio::ip::tcp::socket socket;
  char data[1024];
  long count;

  explicit session(asio::io_context &io) : socket(io), count(0) {}

  void start() {
    socket.async_read_some(asio::buffer(data),
                           boost::bind(&session::handle_read, this, asio::placeholders::error,
                                       asio::placeholders::bytes_transferred));
  }
  void handle_read(const error_code &ec, std::size_t n) {
    count += long(n);
#ifdef TWIN
    total += long(n);
#endif
    if (!ec)
      start();
  }
};

int main() {
  asio::io_context io;
  session s(io);
  s.start();
  io.run();
}

// CHECK-NOT: runs alone
// CHECK: 0 session::handle_read 10{{$}}
// CHECK-NEXT: 1 session::handle_read (2) 10 10{{$}}
// TWIN: 0 session::handle_read 11{{$}}
// TWIN-NEXT: 1 session::handle_read (2) 11 11{{$}}
