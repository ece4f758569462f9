// Strings of a configuration that sessions have a reference to are read by all; who changes one
// conflicts with its readers, and only with those.
// RUN: %race --levels=-O1,-O2 %s %t
// EXPECT: concat concat by-key
// EXPECT: compare compare by-key
// EXPECT: chars concat free
// EXPECT: concat name conflict
// EXPECT: concat put conflict
// EXPECT: chars put conflict
// EXPECT: other put free
// EXPECT: concat same conflict
// EXPECT: mixed name conflict
// EXPECT: grow grow conflict
#include <string>
struct config { int level; std::string root, other; };
struct session { config &c; int n; std::string path; long total; void *any; };
struct nested { int n; config c; };
struct derived : config { int more; std::string last; };
extern "C" {
void concat(session *s) { s->path = s->c.root + "/index.html"; s->n++; }
void compare(session *s) { s->total += s->path == s->c.root; }
void chars(session *s) { for (char ch : s->c.root) s->total += ch; }
void other(session *s) { for (char ch : s->c.other) s->total += ch; }
void name(session *s) { s->c.root = "x"; }
void put(session *s) { s->c.root[3] = 'x'; }
void same(nested *n) { n->c.root = "y"; n->c.root += "a string that is longer than fifteen"; }
void mixed(session *s) { s->path = s->n ? static_cast<derived &>(s->c).last : s->c.root; }
void grow(session *s) { s->c.root += s->path; }
}
