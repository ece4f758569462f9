// A session that lies in a list.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <list>
#include <string>
struct session { std::string out; int n; };
struct server { std::list<session> all; };
extern "C" void a(server *s) { for (auto &x : s->all) x.out = "hello, a long string that is not in place"; }
extern "C" void b(session *r) { r->out += "x"; }
