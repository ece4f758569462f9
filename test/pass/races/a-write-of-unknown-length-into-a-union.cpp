// Bytes from inside one member of a union, as many as are told, are the other one's too.
// RUN: %race %s %t
// EXPECT: a c by-key
// EXPECT: a2 c conflict
// EXPECT: a3 c3 conflict
// EXPECT: a4 c conflict
#include <cstring>
#include <unistd.h>
struct A {
  int x, y;
};
struct B {
  int p, q, r, s;
};
union U {
  A a;
  B b;
};
struct session {
  U *u;
  unsigned long n;
  int fd;
};
extern "C" void mk(session *s, U *u) { s->u = u; }
extern "C" void a(U *u, unsigned n) {
  if (u->a.y)
    memset(reinterpret_cast<char *>(u) + 4, 0, n);
}
extern "C" void a2(session *s) {
  U *u = s->u;
  if (u->a.y)
    memset(reinterpret_cast<char *>(u) + 4, 0, s->n);
}
extern "C" void a4(session *s) {
  U *u = s->u;
  if (u->a.y)
    read(s->fd, reinterpret_cast<char *>(u) + 4, s->n);
}
extern "C" void c(U *u) { u->b.s = 3; }
struct V {
  int kind;
  union {
    A a;
    B b;
  };
};
struct vs {
  V *v;
  unsigned long n;
};
extern "C" void mk3(vs *s, V *u) { s->v = u; }
extern "C" void a3(vs *s) {
  V *u = s->v;
  A *a = &u->a;
  a->x = 1;
  memset(reinterpret_cast<char *>(&u->a) + 4, 0, s->n);
}
extern "C" void c3(V *u) { u->b.s = 3; }
