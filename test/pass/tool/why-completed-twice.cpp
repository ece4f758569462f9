// A handler that several operations complete has several rows. They are one place in the source:
// a part of its name is enough, and each verdict is explained once.

// RUN: polychrome-clang++ -O2 -std=c++20 %s -o %t.o
// RUN: polychrome why %t.o accept tick | FileCheck %s

// CHECK: server::accept::lambda#1
// CHECK-NEXT: server::tick::lambda#1
// CHECK-NEXT: {{^}}01  never together
// CHECK-NOT: {{^}}01
// CHECK: {{^}}the same verdict: {{[0-9]+}} server::accept::lambda#1
// CHECK: {{^}}11  never together
// CHECK-NOT: {{^}}11
// CHECK: {{^}}the same verdict: {{[0-9]+}} server::accept::lambda#1
// CHECK-NOT: never together

#include <boost/asio.hpp>

using boost::asio::ip::tcp;

class server {
public:
  explicit server(boost::asio::io_context &io) : acceptor_(io, {tcp::v4(), 0}), timer_(io) {
    accept();
    tick();
  }

private:
  void accept() {
    acceptor_.async_accept([this](boost::system::error_code ec, tcp::socket) {
      if (ec)
        return;
      ++accepted;
      accept();
    });
  }
  void tick() {
    timer_.expires_after(std::chrono::seconds(1));
    timer_.async_wait([this](boost::system::error_code ec) {
      if (ec)
        return;
      accepted = 0;
      tick();
    });
  }

  static inline int accepted = 0;
  tcp::acceptor acceptor_;
  boost::asio::steady_timer timer_;
};

int main() {
  boost::asio::io_context io;
  server s(io);
  io.run();
}
