// Numbers are not read as pointers, but bytes may be copied from the ones to the others.
// RUN: %race %s %t
// EXPECT: a b conflict
// EXPECT: c b conflict
// EXPECT: d b conflict
#include <stdlib.h>
#include <string.h>
int g;
struct box {
  unsigned long n;
  int *p;
};
void a(void) {
  struct box *x = malloc(sizeof *x);
  x->n = (unsigned long)&g;
  memcpy(&x->p, &x->n, sizeof x->p);
  *x->p = 1;
  free(x);
}
void c(struct box *x) {
  x->n = (unsigned long)&g;
  int **p = malloc(sizeof *p);
  memcpy(p, &x->n, sizeof *p);
  **p = 1;
  free(p);
}
void d(struct box *x) {
  x->n = (unsigned long)&g;
  memcpy(&x->p, &x->n, sizeof x->p);
  *x->p = 1;
}
void b(int i) { g = i; }
