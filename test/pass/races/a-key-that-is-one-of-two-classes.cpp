// A pointer leads to one of two classes that have a container at the same place: whichever a
// handler asks first, it may be the other one's.
// RUN: %race --levels=-O1,-O2 %s %t
// EXPECT: put get conflict
// EXPECT: put app conflict
// EXPECT: put first conflict
// EXPECT: put in_map conflict
// EXPECT: name renamed conflict
#include <map>
#include <string>
#include <vector>
struct node { int kind; };
struct x : node { std::vector<int> v; std::string s; };
struct y : node { std::vector<int> w; std::string t; long more; };
struct session { y *p; long total; std::vector<y> ys; std::map<int, y> m; };
extern "C" {
void put(node *n) { if (n->kind) static_cast<x *>(n)->v[0] = 1; else static_cast<y *>(n)->w[0] = 1; }
void name(node *n) { if (n->kind) static_cast<x *>(n)->s = "x"; else static_cast<y *>(n)->t = "y"; }
void get(session *s) { s->total += s->p->w[0]; }
void app(session *s) { for (int &i : s->p->w) ++i; }
void first(session *s) { s->ys[0].w[0] = 2; }
void in_map(session *s) { s->m.begin()->second.w[0] = 2; }
void renamed(session *s) { s->p->t[0] = 'z'; }
}
