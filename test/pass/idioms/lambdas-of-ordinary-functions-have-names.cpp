// A lambda in a function that is not inline is named after the function, like any other.
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

// CHECK-DAG: cell on_hit::lambda#1 | on_hit::lambda#1 = 01
// CHECK-DAG: cell on_hit::lambda#1 | on_miss::lambda#2 = 01
// CHECK-DAG: cell on_miss::lambda#1 | on_miss::lambda#1 = 01
