// Rows of one place in the source are one handler: those of its outcomes, and those of the
// operations that complete it. A part of its name is enough.

// RUN: polychrome-clang++ -O2 -std=c++20 -c %s -o %t.o
// RUN: polychrome matrix %t.o | FileCheck %s --check-prefix=ROWS
// RUN: polychrome why %t.o read tick | FileCheck %s
// RUN: polychrome advise %t.o | FileCheck %s --check-prefix=ADVICE

// ROWS: session::read::lambda#1 (2) [ok]
// ROWS: session::read::lambda#1 (2) [error]
// CHECK: 10  may run together
// CHECK: the same verdict: 2 session::read::lambda#1 (2) [ok] and 5 session::tick::lambda#1 (2)
// CHECK: 11  never together
// CHECK: 1. global failures
// ADVICE: global failures  [session::read::lambda#1, session::tick::lambda#1]:

#include <boost/asio.hpp>

using boost::asio::ip::tcp;

int failures;

struct session {
  explicit session(boost::asio::io_context &io) : socket_(io), timer_(io) {}
  void read() {
    socket_.async_read_some(boost::asio::buffer(data_),
                            [this](boost::system::error_code ec, std::size_t n) {
                              if (ec) {
                                failures = failures * 2 + 1;
                                return;
                              }
                              got_ += n;
                              read();
                            });
  }
  void tick() {
    timer_.async_wait([this](boost::system::error_code) { got_ = std::size_t(failures); });
  }

  tcp::socket socket_;
  boost::asio::steady_timer timer_;
  std::size_t got_ = 0;
  char data_[64];
};

int main() {
  boost::asio::io_context io;
  session s(io);
  s.read();
  s.tick();
  io.run();
}
