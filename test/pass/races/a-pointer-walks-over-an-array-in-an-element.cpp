// A pointer walks over an array that lies in an element of another one.
// RUN: %race --levels=-O1,-O2 %s %t
// EXPECT: nested corner by-key
// EXPECT: indexed corner by-key
// EXPECT: filled corner by-key
// EXPECT: named last_name by-key
// EXPECT: rows last_cell by-key
// EXPECT: helped corner by-key
#include <algorithm>
#include <iterator>
struct item { int hits[4]; int x; };
struct rec { long id; char name[16]; };
struct session { long n; int k; item items[8]; rec recs[8]; int m[4][4]; long end; };
static void clear(item &i) { for (int *h = i.hits; h != i.hits + 4; ++h) *h = 0; }
extern "C" {
void nested(session *s) { item &i = s->items[s->k]; for (int &h : i.hits) h = 0; }
void indexed(session *s) { int *h = s->items[s->k].hits; h[s->n]++; }
void filled(session *s) { std::fill(std::begin(s->items[s->k].hits), std::end(s->items[s->k].hits), 0); }
void named(session *s) { char *d = s->recs[s->k].name; while (*d) *d++ = 'x'; }
void rows(session *s) { for (auto &r : s->m) for (int &x : r) x = 0; }
void helped(session *s) { for (item &i : s->items) clear(i); }
void corner(session *s) { s->items[7].hits[3] = 1; }
void last_name(session *s) { s->recs[7].name[15] = 1; }
void last_cell(session *s) { s->m[3][3] = 1; }
}
