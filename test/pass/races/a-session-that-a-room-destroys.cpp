// A session that is destroyed by a room that owns it.
// RUN: %race %s %t
// EXPECT: a b conflict
// EXPECT: a c conflict
#include <map>
#include <memory>
struct session { int n; char big[100]; ~session() {} };
struct room { std::map<int, std::unique_ptr<session>> m; };
extern "C" void a(session *s) { s->big[3] = 1; }
extern "C" void b(room *r, int i) { r->m.erase(i); }
extern "C" void c(room *r) { r->m.clear(); }
