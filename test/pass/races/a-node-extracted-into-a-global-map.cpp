// A node moves from a context to a map that others loop over.
// RUN: %race %s %t -std=c++17
// EXPECT: a b conflict
#include <map>
struct s { std::map<int, long> m; };
std::map<int, long> all;
extern "C" void a(s *p) { all.insert(p->m.extract(3)); }
extern "C" void b() { for (auto &e : all) e.second++; }
