// A session owns a timer, and the handler that holds the last shared_ptr to it destroys both.
// Twin: the session's destructor counts.
// RUN: polychrome-clang++ -std=c++17 -O2 %s -o %t -pthread
// RUN: polychrome matrix %t | FileCheck %s
// RUN: polychrome-clang++ -std=c++17 -O2 -DTWIN %s -o %t -pthread
// RUN: polychrome matrix %t | FileCheck %s --check-prefix=TWIN
#include <boost/asio.hpp>
#include <memory>

long dead;

struct session : std::enable_shared_from_this<session> {
  boost::asio::steady_timer timer;
  long ticks = 0;

  explicit session(boost::asio::io_context &io) : timer(io) {}
#ifdef TWIN
  ~session() { ++dead; }
#endif
  void wait() {
    timer.expires_after(std::chrono::milliseconds(1));
    timer.async_wait([self = shared_from_this()](boost::system::error_code) {
      if (++self->ticks < 3)
        self->wait();
    });
  }
};

int main() {
  boost::asio::io_context io;
  std::make_shared<session>(io)->wait();
  io.run();
}

// CHECK-NOT: runs alone
// CHECK: 0 session::wait::lambda#1 10{{$}}
// CHECK: 1 session::wait::lambda#1 (2) 10 10{{$}}
// TWIN: 0 session::wait::lambda#1 11{{$}}
// TWIN: 1 session::wait::lambda#1 (2) 11 11{{$}}
