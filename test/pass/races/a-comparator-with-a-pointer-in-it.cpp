// A comparator with a pointer in it.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <map>
struct table { int order[256]; };
struct by { const table *t; bool operator()(int x, int y) const { return t->order[x & 255] < t->order[y & 255]; } };
struct server { std::map<int, int, by> m; };
extern "C" void a(server *v, int k) { v->m[k] = 1; }
extern "C" void b(table *t, int i) { t->order[i & 255] = 3; }
