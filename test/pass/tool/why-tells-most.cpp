// Of many pairs of accesses the one is shown that explains: a print and a print, not a print
// and what it may write by the way; the line that works on a member, not an operation that is
// started later and may lead there. A rare path is offered only if all reasons lie behind it.

// RUN: polychrome-clang++ -O2 -std=c++20 %s -pthread -o %t -Wno-polychrome
// RUN: polychrome why %t session::read write | FileCheck %s --check-prefix=PRINTS
// RUN: polychrome why %t session::read | FileCheck %s --check-prefix=ALONE
// RUN: polychrome why %t 'main::lambda#1' | FileCheck %s --check-prefix=FILES

#include <boost/asio.hpp>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <set>

using boost::asio::ip::tcp;
using boost::system::error_code;

// PRINTS: 1. output (std::cerr, stdio)
// PRINTS-NEXT: 0 session::read{{.*}} writes it at
// PRINTS-NEXT: std::cerr << "bad "
// PRINTS: 2 async_write -> session::write{{.*}} writes it at
// PRINTS-NEXT: std::printf("%ld answered
// PRINTS: what would help: print with polychrome::log()

// ALONE: 1. output (std::cerr
// ALONE: what would help: print with polychrome::log()
// ALONE-NOT: rare case
// ALONE: this->room_->members: writes at {{.*}} (both)
// ALONE-NOT: rare case

// FILES: resource filesystem
// FILES: what would help: open, read and write files in a handler of its own

std::map<std::string, int> table;
long requests;

struct room {
  std::set<int> members;
};

class session : public std::enable_shared_from_this<session> {
public:
  session(tcp::socket s, room &r) : socket_(std::move(s)), room_(&r) {}

  void read() {
    auto work = [this, self = shared_from_this()](error_code ec, std::size_t n) {
      if (ec)
        std::cerr << "bad " << ec.message() << std::endl;
      else
        handle(n);
    };
    socket_.async_read_some(boost::asio::buffer(data_), work);
  }

private:
  void handle(std::size_t n) {
    room_->members.insert(int(n));
    table[std::string(data_, n)] = 1;
    write(n);
  }
  void write(std::size_t n) {
    auto done = [this, self = shared_from_this()](error_code, std::size_t) {
      std::printf("%ld answered\n", ++requests);
      read();
    };
    boost::asio::async_write(socket_, boost::asio::buffer(data_, n), done);
  }

  tcp::socket socket_;
  room *room_;
  char data_[1024];
};

int main() {
  boost::asio::io_context io;
  boost::asio::steady_timer timer(io);
  tcp::acceptor acceptor(io, {tcp::v4(), 0});
  room hall;
  auto tick = [](error_code) { std::ofstream("requests") << requests; };
  timer.async_wait(tick);
  acceptor.async_accept(
      [&](error_code, tcp::socket s) { std::make_shared<session>(std::move(s), hall)->read(); });
  io.run();
}
