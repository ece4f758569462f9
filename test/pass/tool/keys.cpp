// The keys of a handler have the names that its source gives them: what a lambda captures, the
// members of a function object, the object of a bound member function, parameters. Optimised or
// not, with debug information of the user's own or without.

// RUN: polychrome-clang++ -O2 -std=c++17 %s -o %t -pthread -Wno-polychrome
// RUN: polychrome matrix --format=json %t | %python %S/Inputs/keys.py > %t.keys
// RUN: FileCheck %s < %t.keys
// RUN: grep listener %t.keys | not grep -v ' this$'
// RUN: polychrome-clang++ -O0 -std=c++17 %s -o %t -pthread -Wno-polychrome
// RUN: polychrome matrix --format=json %t | %python %S/Inputs/keys.py > %t.keys
// RUN: FileCheck %s < %t.keys
// RUN: polychrome-clang++ -O0 -g -std=c++17 %s -o %t -pthread -Wno-polychrome
// RUN: polychrome matrix --format=json %t | %python %S/Inputs/keys.py > %t.keys
// RUN: FileCheck %s < %t.keys

// CHECK-DAG: {{^}}async_read -> session::read::lambda#1:{{.*}} self, this{{$}}
// CHECK-DAG: {{^}}session::post::lambda#1: this{{$}}
// CHECK-DAG: {{^}}session::tick: this{{$}}
// CHECK-DAG: {{^}}listener::accept::lambda#1:{{.*}} this{{$}}
// CHECK-DAG: {{^}}complete: s_{{$}}
// CHECK-DAG: {{^}}move: from, to{{$}}
#include <boost/asio.hpp>
#include <polychrome/polychrome.h>

#include <array>
#include <functional>
#include <memory>

namespace asio = boost::asio;
using boost::system::error_code;

struct session : std::enable_shared_from_this<session> {
  asio::ip::tcp::socket socket_;
  asio::steady_timer timer_;
  std::array<char, 64> data_;
  int count_ = 0;

  explicit session(asio::io_context &io) : socket_(io), timer_(io) {}
  void read() {
    auto self = shared_from_this();
    asio::async_read(socket_, asio::buffer(data_),
                     [this, self](error_code, std::size_t n) { count_ += int(n); });
  }
  void post() {
    asio::post(socket_.get_executor(), [this] { ++count_; });
  }
  void tick(error_code) { --count_; }
  void wait() { timer_.async_wait(std::bind(&session::tick, this, std::placeholders::_1)); }
};

/// Asio's own part of this operation does not come first in it.
struct listener {
  int accepted_ = 0;
  asio::ip::tcp::acceptor acceptor_;
  void accept() {
    acceptor_.async_accept([this](error_code, asio::ip::tcp::socket) { ++accepted_; });
  }
};

struct beat {
  session *s_;
  void operator()() const { s_->count_ = 1; }
};

int main() {
  asio::io_context io;
  auto made = std::make_shared<session>(io);
  session &s = *made;
  s.read();
  s.post();
  s.wait();
  asio::post(s.timer_.get_executor(), beat{&s});
  listener l{0, asio::ip::tcp::acceptor(io)};
  l.accept();
  io.run();
}

POLYCHROME_HANDLER void move(session *from, session *to) { to->count_ = from->count_; }
