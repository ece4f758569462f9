// A handler owns a container that was moved into it; a session has kept a pointer to an element,
// which a move leaves valid.
// RUN: %race %s %t
// EXPECT: main::lambda#1 z1 conflict
// EXPECT: main::lambda#2 z1 conflict
// EXPECT: main::lambda#3 z1 conflict
// EXPECT: main::lambda#4 z2 conflict
// EXPECT: main::lambda#5 z1 conflict
// EXPECT: main::lambda#6 z1 conflict
// EXPECT: main::lambda#7 z1 conflict
// EXPECT: main::lambda#8 z3 conflict
// EXPECT: main::lambda#9 z1 conflict
#include <boost/asio.hpp>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>
struct box {
  long n;
};
struct session {
  box *cur;
  char *text;
  long *number;
};
using namespace boost::asio;
template <class T> box *first(T &t) { return &*t.begin(); }
session s;
extern "C" void z1(session *s) { s->cur->n = 1; }
extern "C" void z2(session *s) { *s->text = 'z'; }
extern "C" void z3(session *s) { *s->number = 1; }
int main() {
  io_context io;
  std::vector<box> v(3);
  std::list<box> l(3);
  std::map<int, box> m{{1, {1}}};
  std::string t(100, 'a');
  std::deque<box> d(3);
  std::unordered_map<int, box> u{{1, {1}}};
  std::vector<std::unique_ptr<box>> o;
  o.push_back(std::make_unique<box>());
  std::vector<long> n(3);
  std::optional<std::vector<box>> q(v);
  s.cur = &v[0]; // or &l.front(), &m[1], ...
  s.text = &t[0];
  s.number = &n[0];
  post(io, [v = std::move(v)]() mutable { v[0].n++; });
  post(io, [l = std::move(l)]() mutable { l.front().n++; });
  post(io, [m = std::move(m)]() mutable { m.begin()->second.n++; });
  post(io, [t = std::move(t)]() mutable { t[0]++; });
  post(io, [d = std::move(d)]() mutable { d[0].n++; });
  post(io, [u = std::move(u)]() mutable { u.begin()->second.n++; });
  post(io, [o = std::move(o)]() mutable { o[0]->n++; });
  post(io, [n = std::move(n)]() mutable { n[0]++; });
  post(io, [q = std::move(q)]() mutable { (*q)[0].n++; });
  io.run();
}
