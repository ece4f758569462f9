// The nodes of a context's set move to one that others read.
// RUN: %race %s %t -std=c++17
// EXPECT: a b conflict
#include <set>
struct s { std::set<long> m; };
std::set<long> all; long sum;
extern "C" void a(s *p) { all.merge(p->m); }
extern "C" void b() { for (auto e : all) sum += e; }
