// A closure owns a vector of vectors; another one has a pointer to one of these, or to an element.
// RUN: %race %s %t
// EXPECT: main::lambda#1 main::lambda#2 conflict
// EXPECT: main::lambda#3 main::lambda#4 conflict
#include <boost/asio.hpp>
#include <list>
#include <vector>
int main() {
  boost::asio::io_context io;
  std::vector<std::vector<int>> v(3);
  auto *p = &v[0];
  std::list<std::vector<int>> l(3);
  auto i = l.begin();
  post(io, [p] { (*p)[0]++; });
  post(io, [v = std::move(v)]() mutable { v[0][0]++; });
  post(io, [i] { (*i)[0]++; });
  post(io, [l = std::move(l)]() mutable { l.front()[0]++; });
  io.run();
}
