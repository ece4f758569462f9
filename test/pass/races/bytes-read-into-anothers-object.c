// Bytes that may be a pointer's are read into an object that a callee made, or behind a pointer of
// the caller's.
// RUN: %race %s %t
// EXPECT: c z conflict
// EXPECT: d z conflict
// EXPECT: e z conflict
// EXPECT: f z conflict
// EXPECT: m z conflict
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
struct box {
  int *p;
};
struct ctx {
  struct box *b;
};
extern int g;
struct box *make(void);
void get(int fd, struct ctx *c);
void get1(int fd, struct box *b);
void get2(int fd, struct ctx *c);
struct box *from(int fd);
//--- a.c
void c(int *fd) {
  struct box *x = make();
  read(0, x, sizeof *x);
  *x->p = 1;
}
void d(int *fd) {
  struct box b = {0};
  struct ctx c = {&b};
  get(0, &c);
  *b.p = 1;
}
void e(int *fd) {
  struct box b = {0};
  get1(0, &b);
  *b.p = 1;
}
void f(int *fd) {
  struct box b = {0};
  struct ctx c = {&b};
  get2(0, &c);
  *b.p = 1;
}
void m(int *fd) {
  struct box *b = from(0);
  *b->p = 1;
}
//--- b.c
int g;
struct box *make(void) {
  struct box *x = malloc(sizeof *x);
  x->p = 0;
  return x;
}
void get(int fd, struct ctx *c) { read(fd, c->b, sizeof *c->b); }
void get1(int fd, struct box *b) { read(fd, b, sizeof *b); }
void get2(int fd, struct ctx *c) { get1(fd, c->b); }
struct box *from(int fd) {
  struct box *x = malloc(sizeof *x);
  read(fd, x, sizeof *x);
  return x;
}
void z(void) { g = 0; }
