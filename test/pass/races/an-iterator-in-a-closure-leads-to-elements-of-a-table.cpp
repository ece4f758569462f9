// A handler has an iterator of a session's hash table and changes a member of the element itself.
// RUN: %race %s %t -std=c++17
// EXPECT: main::lambda#1 table conflict
// EXPECT: main::lambda#2 table conflict
// EXPECT: main::lambda#3 table conflict
// EXPECT: main::lambda#4 by_name conflict
#include <boost/asio.hpp>
#include <list>
#include <string>
#include <unordered_map>
#include <vector>
struct box {
  long n;
};
struct peer {
  long k;
  std::list<std::string> lines;
  box b;
};
struct session {
  std::unordered_map<int, peer> t;
  std::unordered_map<std::string, peer> names;
};
extern "C" {
void table(session *s) {
  s->t.begin()->second.b.n = 0;
  s->t.begin()->second.k = 0;
}
void by_name(session *s) {
  for (auto &p : s->names)
    p.second.b.n = 0;
}
}
int main() {
  boost::asio::io_context io;
  session s;
  using boost::asio::post;
  post(io, [i = s.t.begin()]() mutable { i->second.b.n = 1; });
  post(io, [i = s.t.begin()]() mutable { i->second.k = 1; });
  post(io, [i = s.t.begin()]() mutable { std::next(i)->second.b.n = 1; });
  post(io, [i = s.names.begin()]() mutable { i->second.b.n = 1; });
  io.run();
}
