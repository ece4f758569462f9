// Bytes are read into objects that lie behind objects of callers and callees.
// RUN: %race %s %t
// EXPECT: a z conflict
// EXPECT: b z conflict
// EXPECT: c z conflict
// EXPECT: d z conflict
// EXPECT: e z conflict
// EXPECT: f z conflict
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>
struct box {
  int *p;
};
struct holder {
  struct box *b;
};
extern int g;
void put(struct holder *h, struct box *b);
struct box *make(void);
void into(struct iovec *v, struct box *b);
void readv_(struct iovec *v);
void copyn(void *d, const void *s, int n);
void thrice(struct holder *a, struct holder *b);
struct holder *mkh(void);
void get(struct holder *h);
//--- a.c
void a(struct holder *h) {
  struct box x = {0};
  put(h, &x);
  read(0, h->b, sizeof x);
  *x.p = 1;
}
void b(void) {
  struct box x = {0};
  struct iovec v;
  into(&v, &x);
  readv(0, &v, 1);
  *x.p = 1;
}
void c(void) {
  struct box x = {0};
  struct iovec v;
  into(&v, &x);
  readv_(&v);
  *x.p = 1;
}
void d(void) {
  struct box x = {0};
  struct iovec v = {&x, sizeof x};
  readv_(&v);
  *x.p = 1;
}
void e(void) {
  struct holder *h = mkh();
  read(0, h->b, 8);
  *h->b->p = 1;
}
void f(void) {
  struct holder *h = mkh();
  get(h);
  *h->b->p = 1;
}
//--- b.c
int g;
void put(struct holder *h, struct box *b) { h->b = b; }
struct box *make(void) { return calloc(1, sizeof(struct box)); }
void into(struct iovec *v, struct box *b) {
  v->iov_base = b;
  v->iov_len = sizeof *b;
}
void readv_(struct iovec *v) { readv(0, v, 1); }
struct holder *mkh(void) {
  struct holder *h = calloc(1, sizeof *h);
  h->b = make();
  return h;
}
void get(struct holder *h) { fread(h->b, sizeof *h->b, 1, stdin); }
void z(void) { g = 0; }
