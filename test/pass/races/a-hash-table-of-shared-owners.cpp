// The table is the context's own, the objects have other owners.
// RUN: %race %s %t -std=c++17
// EXPECT: a b conflict
#include <unordered_map>
#include <memory>
struct shared { int hits; };
struct s { int n; std::unordered_map<int, std::shared_ptr<shared>> m; };
extern "C" void a(s *p) { for (auto &e : p->m) e.second->hits++; }
extern "C" void b(shared *p) { p->hits = 0; }
