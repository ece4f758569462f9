// A handler has an iterator of a session's list or hash table, of which the elements have
// storage of their own.
// RUN: %race %s %t -std=c++17
// EXPECT: main::lambda#1 list_of_vectors conflict
// EXPECT: main::lambda#2 list_of_owners conflict
// EXPECT: main::lambda#3 list_of_holders conflict
// EXPECT: main::lambda#4 table_of_vectors conflict
// EXPECT: main::lambda#5 table_of_strings conflict
// EXPECT: main::lambda#6 table_of_owners conflict
// EXPECT: main::lambda#7 table_of_holders conflict
// EXPECT: main::lambda#8 list_of_peers conflict
#include <boost/asio.hpp>
#include <list>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>
struct box {
  long n;
};
struct holder {
  int k;
  std::vector<box> v;
};
struct peer {
  std::string name;
  std::vector<char> inbox;
  std::unique_ptr<box> state;
};
struct session {
  std::list<std::vector<box>> lv;
  std::list<std::unique_ptr<box>> lu;
  std::list<holder> lh;
  std::list<peer> lp;
  std::unordered_map<int, std::vector<box>> tv;
  std::unordered_map<int, std::string> ts;
  std::unordered_map<int, std::unique_ptr<box>> tu;
  std::unordered_map<int, holder> th;
};
extern "C" {
void list_of_vectors(session *s) {
  for (auto &v : s->lv)
    v[0].n = 0;
}
void list_of_owners(session *s) {
  for (auto &u : s->lu)
    u->n = 0;
}
void list_of_holders(session *s) {
  for (auto &h : s->lh)
    h.v[0].n = 0;
}
void table_of_vectors(session *s) {
  for (auto &e : s->tv)
    e.second[0].n = 0;
}
void table_of_strings(session *s) {
  for (auto &e : s->ts)
    e.second[0] = 0;
}
void table_of_owners(session *s) {
  for (auto &e : s->tu)
    e.second->n = 0;
}
void table_of_holders(session *s) {
  for (auto &e : s->th)
    e.second.v[0].n = 0;
}
void list_of_peers(session *s) {
  for (auto &p : s->lp)
    p.state->n = 0;
}
}
int main() {
  boost::asio::io_context io;
  session s;
  using boost::asio::post;
  post(io, [i = s.lv.begin()]() mutable { (*i)[0].n = 1; });
  post(io, [i = s.lu.begin()]() mutable { (*i)->n = 1; });
  post(io, [i = s.lh.begin()]() mutable { i->v[0].n = 1; });
  post(io, [i = s.tv.begin()]() mutable { i->second[0].n = 1; });
  post(io, [i = s.ts.begin()]() mutable { i->second[0] = 'a'; });
  post(io, [i = s.tu.begin()]() mutable { i->second->n = 1; });
  post(io, [i = s.th.begin()]() mutable { i->second.v[0].n = 1; });
  post(io, [i = s.lp.begin()]() mutable { i->state->n = 1; });
  io.run();
}
