// Functions whose template arguments have constraints are named as others are.

// RUN: polychrome-clang++ -O2 -std=c++20 %s -o %t.o
// RUN: polychrome matrix --format=json %t.o | FileCheck %s

// CHECK-NOT: "function": "_Z
// CHECK: "function": "boost::asio::basic_socket_acceptor<{{.*}}>::async_accept"
// CHECK-NOT: "function": "_Z

#include <boost/asio.hpp>

using boost::asio::ip::tcp;

class server {
public:
  explicit server(boost::asio::io_context &io) : acceptor_(io, {tcp::v4(), 0}) { accept(); }

private:
  void accept() {
    acceptor_.async_accept([this](boost::system::error_code, tcp::socket) {
      ++accepted_;
      accept();
    });
  }

  tcp::acceptor acceptor_;
  int accepted_ = 0;
};

int main() {
  boost::asio::io_context io;
  server s(io);
  io.run();
}
