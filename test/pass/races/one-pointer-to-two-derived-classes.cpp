// A pointer to a base leads to one of two derived classes, as a tag says; another handler knows one
// of them by its own type.
// RUN: %race %s %t
// EXPECT: either one conflict
// EXPECT: either other conflict
// EXPECT: first one conflict
struct base {
  long kind;
};
struct small : base {
  long x;
};
struct large : base {
  long y, z;
};
struct session {
  long id;
  base *p;
};
struct holder {
  long id;
  small *q;
  large *r;
};
extern "C" {
void either(session *s) {
  if (s->p->kind)
    static_cast<small *>(s->p)->x = 1;
  else
    static_cast<large *>(s->p)->y = 2;
}
void first(session *s) {
  if (s->p->kind == 1)
    static_cast<small *>(s->p)->x = 1;
  if (s->p->kind == 2)
    static_cast<large *>(s->p)->z = 1;
}
void one(holder *h) { h->q->x = 1; }
void other(holder *h) { h->r->y = 1; }
}
