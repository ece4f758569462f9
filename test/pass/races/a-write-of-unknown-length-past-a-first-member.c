// Bytes from inside the first member, as many as are told, are the outer struct's too.
// RUN: %race %s %t
// EXPECT: a c conflict
// EXPECT: a2 c2 conflict
// EXPECT: a3 c3 conflict
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
// a node whose FAM holds nodes of other types, and a member block
struct inner {
  long p, q;
};
struct outer {
  struct inner in;
  long tail;
  long more[];
};
struct s {
  struct outer *o;
  struct inner *i;
  long *l;
  int fd;
};
void init(struct s *s, struct s *t) {
  s->o = malloc(4096);
  s->i = &t->o->in;
  s->l = &s->o->more[3];
}
// strictly within the object that the pointer has: inner's q and the rest of outer
void a(struct s *s, unsigned n) {
  struct outer *o = s->o;
  o->in.p = 3;
  read(s->fd, (char *)o + 8, n);
}
void c(struct s *s) { *s->l = 4; }
void a2(struct s *s, unsigned n) {
  struct outer *o = s->o;
  read(s->fd, o->more, n);
}
void c2(struct s *s) { *s->l = 4; }
// through a pointer to the inner, which is the first member of outer: interconvertible
void a3(struct s *s, unsigned n) {
  struct inner *i = s->i;
  i->p = 1;
  memset((char *)(struct outer *)i + 8, 0, n);
}
void c3(struct outer *o) { o->tail++; }
