// Of elements and others that have a base in common; and of a global variable's elements.
// RUN: %race %s %t
// EXPECT: a a conflict
// EXPECT: a fixed conflict
// EXPECT: a z conflict
// EXPECT: b fixed conflict
// EXPECT: b z conflict
// EXPECT: c fixed conflict
#include <vector>
struct base {
  long n;
};
struct elem : base {
  long k;
  base *up;
};
struct room : base {
  long m;
};
struct session {
  std::vector<elem> v;
};
room lobby;
std::vector<elem> all;
extern "C" {
void a(session *s, int i) {
  base *x = &s->v[i];
  if (i == 3)
    x = s->v[2].up;
  x->n++;
}
void b(int i) {
  base *x = &all[i];
  if (i == 3)
    x = all[2].up;
  x->n++;
}
void c(session *s, int i) {
  const base *x = &s->v[i];
  if (i == 3)
    x = s->v[2].up;
  s->v[0].k = x->n;
}
void fixed() { lobby.n = 0; }
void z(room *r) { r->n = 0; }
}
