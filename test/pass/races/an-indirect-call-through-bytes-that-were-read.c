// A function pointer that was put into a private object as bytes, or by another name, is called.
// RUN: %race %s %t
// EXPECT: c z conflict
// EXPECT: d z conflict
#include <stdlib.h>
#include <unistd.h>
struct ops {
  void (*f)(void);
};
struct box {
  const struct ops *o;
};
struct holder {
  struct box *b;
};
extern const struct ops table;
struct box *make_in(struct holder *h);
struct box *make(void);
//--- a.c
void c(struct holder *h) {
  struct box *x = make_in(h);
  h->b->o = &table;
  x->o->f();
}
void d(void) {
  struct box *x = make();
  read(0, x, sizeof *x);
  x->o->f();
}
//--- b.c
static int g;
static void bump(void) { g++; }
const struct ops table = {bump};
struct box *make_in(struct holder *h) {
  struct box *x = malloc(sizeof *x);
  x->o = 0;
  h->b = x;
  return x;
}
struct box *make(void) {
  struct box *x = malloc(sizeof *x);
  x->o = 0;
  return x;
}
void z(void) { g = 0; }
