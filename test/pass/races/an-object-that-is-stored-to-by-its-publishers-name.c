// A callee keeps the object that it made, or was lent, where its caller finds it, and the caller
// stores into it by that other name: the object's own name sees the pointer. RUN: %race %s %t
// EXPECT: c z conflict
// EXPECT: d z conflict
// EXPECT: e z conflict
// EXPECT: f z conflict
// EXPECT: k z free
#include <stdlib.h>
struct box {
  int *p;
};
struct holder {
  struct box *b;
};
extern int g;
struct box *make_in(struct holder *h);
void put(struct holder *h, struct box *b);
//--- a.c
extern struct box *kept;
struct box *make(void);
void c(struct holder *h) {
  struct box *x = make_in(h);
  h->b->p = &g;
  *x->p = 1;
}
void d(struct holder *h) {
  struct box x = {0};
  put(h, &x);
  h->b->p = &g;
  *x.p = 1;
}
void e(struct holder *h) {
  struct box *x = malloc(sizeof *x);
  x->p = 0;
  put(h, x);
  h->b->p = &g;
  *x->p = 1;
}
void f(void) {
  struct box *x = make();
  kept->p = &g;
  *x->p = 1;
}
void k(struct holder *h) {
  struct box *x = malloc(sizeof *x);
  x->p = 0;
  put(h, x);
  h->b->p = 0;
}
//--- b.c
int g;
struct box *kept;
struct box *make_in(struct holder *h) {
  struct box *x = malloc(sizeof *x);
  x->p = 0;
  h->b = x;
  return x;
}
struct box *make(void) {
  struct box *x = malloc(sizeof *x);
  x->p = 0;
  kept = x;
  return x;
}
void put(struct holder *h, struct box *b) { h->b = b; }
void z(void) { g = 0; }
