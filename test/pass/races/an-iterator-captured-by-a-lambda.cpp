// A lambda in a session has an iterator into the list, the map and the vector of a room.
// RUN: %race %s %t
// EXPECT: run add conflict
// EXPECT: run run conflict
#include <functional>
#include <list>
#include <map>
#include <vector>
struct room { std::list<long> l; std::map<int, long> m; std::vector<long> v; };
room r;
struct session { std::function<void()> f; };
extern "C" void join(session *s) { auto i = r.l.insert(r.l.end(), 1); s->f = [i] { ++*i; }; }
extern "C" void join2(session *s) { auto i = r.m.emplace(1, 2).first; s->f = [i] { ++i->second; }; }
extern "C" void run(session *s) { s->f(); }
extern "C" void add() { for (auto &x : r.l) x = 0; }
