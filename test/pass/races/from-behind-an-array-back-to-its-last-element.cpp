// From behind the last element of an array, back into it.
// RUN: %race --levels=-O1,-O2 %s %t
// EXPECT: top last by-key
// EXPECT: popped last by-key
// EXPECT: previous last by-key
// EXPECT: reversed last by-key
// EXPECT: stepped last by-key
// EXPECT: trimmed last_char by-key
#include <iterator>
struct session { long n; int a[8]; char line[32]; long end; };
extern "C" {
void top(session *s) { int *e = s->a + s->n; e[-1] = 0; }
void popped(session *s) { int *e = s->a + s->n; *--e = 0; }
void previous(session *s) { *std::prev(s->a + s->n) = 0; }
void reversed(session *s) { for (auto i = std::reverse_iterator<int *>(s->a + s->n), e = std::reverse_iterator<int *>(s->a); i != e; ++i) *i = 0; }
void stepped(session *s) { for (int *p = s->a; p != s->a + 8;) { ++p; p[-1] = 0; } }
void trimmed(session *s) { char *e = s->line + s->n; while (e > s->line && e[-1] == ' ') *--e = 0; }
void last(session *s) { s->a[7] = 1; }
void last_char(session *s) { s->line[31] = 1; }
}
