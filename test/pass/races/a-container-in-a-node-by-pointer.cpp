// A container in a node of a context's list or map, by pointer to the object around it.
// RUN: %race %s %t
// EXPECT: a b conflict
// EXPECT: c b conflict
// EXPECT: d b conflict
#include <list>
#include <map>
#include <unordered_map>
#include <vector>
struct peer { long id; std::vector<int> values; };
struct server { std::list<peer> all; std::map<int, peer> by_id; std::unordered_map<int, peer> hashed; };
extern "C" void a(server *s) { for (peer &p : s->all) p.values[0] = 1; }
extern "C" void c(server *s) { for (auto &[k, p] : s->by_id) p.values[0] = 1; }
extern "C" void d(server *s, int k) { s->hashed.find(k)->second.values[0] = 1; }
extern "C" void b(peer *p) { p->values[0] = 2; }
