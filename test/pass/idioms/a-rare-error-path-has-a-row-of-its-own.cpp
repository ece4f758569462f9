// A session tells its manager only after an error. Dispatch reads the error code in the
// operation, so reads that went well run together; a read that failed runs with no
// other one. Twins: the manager is told after a success too; the code that is tested is
// another one than the operation's; it may have been changed before the test.
// RUN: polychrome-clang++ -std=c++17 -O2 %s -o %t -pthread
// RUN: polychrome matrix %t | FileCheck %s
// RUN: polychrome-clang++ -std=c++17 -O2 -DALWAYS %s -o %t -pthread
// RUN: polychrome matrix %t | FileCheck %s --check-prefix=TWIN
// RUN: polychrome-clang++ -std=c++17 -O2 -DANOTHER %s -o %t -pthread
// RUN: polychrome matrix %t | FileCheck %s --check-prefix=TWIN
// RUN: polychrome-clang++ -std=c++17 -O2 -DCHANGED %s -o %t -pthread
// RUN: polychrome matrix %t | FileCheck %s --check-prefix=TWIN
#include <boost/asio.hpp>
#include <memory>

using boost::asio::ip::tcp;
using boost::system::error_code;

struct manager {
  long stopped = 0;
};

struct session : std::enable_shared_from_this<session> {
  tcp::socket socket;
  manager &all;
  char data[100];
  long count = 0;
  error_code last;

  session(tcp::socket s, manager &m) : socket(std::move(s)), all(m) {}

  void read() {
    auto self(shared_from_this());
    socket.async_read_some(boost::asio::buffer(data), [this, self](error_code ec, std::size_t n) {
      count += long(n);
#ifdef CHANGED
      if (n == 0)
        ec = last;
#endif
#ifdef ANOTHER
      bool failed = bool(last);
      last = ec;
#else
      bool failed = bool(ec);
#endif
      if (!failed)
        read();
#ifndef ALWAYS
      else
#endif
        ++all.stopped;
    });
  }
};

int main() {
  boost::asio::io_context io;
  manager all;
  tcp::acceptor acceptor(io, tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0));
  std::make_shared<session>(acceptor.accept(), all)->read();
  io.run();
}

// CHECK: 0  session::read::lambda#1 [ok]
// CHECK: 1  session::read::lambda#1 [error]
// CHECK: 0  session::read::lambda#1 [ok]     10
// CHECK: 1  session::read::lambda#1 [error]  11 11
// TWIN-NOT: [ok]
// TWIN-NOT: 10{{$}}
