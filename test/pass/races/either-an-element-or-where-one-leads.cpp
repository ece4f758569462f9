// A pointer leads either to some element of a session's own container or to where a certain
// element's pointer leads, which other sessions' elements have as well.
// RUN: %race %s %t
// EXPECT: a a conflict
// EXPECT: b b conflict
// EXPECT: c c conflict
// EXPECT: d d conflict
// EXPECT: a fixed conflict
// EXPECT: c fixed conflict
// EXPECT: e e conflict
// EXPECT: f f conflict
#include <memory>
#include <vector>
struct box {
  long n;
  box *up;
};
struct session {
  std::vector<box> v;
  std::vector<std::vector<box>> vv;
  std::unique_ptr<box[]> ub;
};
box lobby;
static void count(box *b) {
  if (b) {
    b->n++;
  }
}
extern "C" {
void a(session *s, int i) {
  box *x = &s->v[i];
  if (i == 3)
    x = s->v[2].up;
  x->n++;
}
void b(session *s, int i) {
  box *x = s->v[2].up;
  if (i & 1)
    x = &s->v[i];
  count(x);
}
void c(session *s, int i) {
  box *x = &s->vv[i][i];
  if (i == 3)
    x = s->vv[0][1].up;
  x->n++;
}
void d(session *s, int i) {
  box *x = &s->ub[i];
  if (i == 3)
    x = s->ub[1].up;
  x->n++;
}
void e(session *s, int i) { (i ? s->v[i] : *s->v.front().up).n = 0; }
void f(session *s) {
  box *best = s->v.front().up;
  for (box &x : s->v)
    if (x.n > best->n)
      best = &x;
  best->n++;
}
void fixed() { lobby.n = 0; }
}
