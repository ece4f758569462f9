// The map is the context's own, what its values point to is not.
// RUN: %race %s %t -std=c++17
// EXPECT: a b conflict
#include <map>
struct shared { int hits; };
struct s { int n; std::map<int, shared *> m; };
extern "C" void a(s *p) { for (auto &e : p->m) e.second->hits++; }
extern "C" void b(shared *p) { p->hits = 0; }
