// A lambda in a function that is not inline is named after the function, like any other; one in a
// lambda after that.
// RUN: %listing -std=c++17 | FileCheck %s
#include <boost/asio.hpp>
boost::asio::io_context io;
int hits, misses;
void on_hit() {
  boost::asio::post(io, [] { hits++; });
}
void on_miss(int n) {
  boost::asio::post(io, [n] { misses += n; });
  boost::asio::post(io, [n] { hits -= n; });
}
struct session {
  int n = 0;
  void step() {
    boost::asio::post(io, [this] {
      boost::asio::post(io, [this]() mutable { ++n; });
      boost::asio::post(io, [this] { boost::asio::post(io, [this] { n += 2; }); });
    });
  }
} only;
void start() {
  only.step();
  boost::asio::post(io, [] { boost::asio::post(io, [] { ++misses; }); });
}

// CHECK-DAG: handler session::step::lambda#1{{$}}
// CHECK-DAG: handler session::step::lambda#1::lambda#1{{$}}
// CHECK-DAG: handler session::step::lambda#1::lambda#2{{$}}
// CHECK-DAG: handler session::step::lambda#1::lambda#2::lambda#1{{$}}
// CHECK-DAG: handler start::lambda#1{{$}}
// CHECK-DAG: handler start::lambda#1::lambda#1{{$}}
// CHECK-DAG: cell on_hit::lambda#1 | on_hit::lambda#1 = 01
// CHECK-DAG: cell on_hit::lambda#1 | on_miss::lambda#2 = 01
// CHECK-DAG: cell on_miss::lambda#1 | on_miss::lambda#1 = 01
