// A flexible array may begin where the struct would be padded, and holds other records.
// RUN: %race %s %t
// EXPECT: a c conflict
// EXPECT: a c3 conflict
// EXPECT: a2 c conflict
// EXPECT: a4 c4 conflict
// EXPECT: a5 c5 conflict
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
// the flexible array begins in what would be padding
struct rec {
  int len;
  short kind;
  char data[];
};
struct s {
  struct rec *r, *next;
  int fd;
  char *buf;
  unsigned char *at;
};
void init(struct s *s) {
  s->buf = malloc(4096);
  s->r = (struct rec *)s->buf;
  s->next = (struct rec *)(s->r->data + s->r->len);
}
void a(struct s *s, unsigned n) { read(s->fd, s->r->data, n); }
void a2(struct s *s, unsigned n) { memset(s->r->data, 0, n); }
void c(struct s *s) { s->next->len++; }
void c3(struct s *s) {
  struct rec *q = (struct rec *)(s->r->data + s->r->len);
  q->len++;
}
// another type of record in the flexible array
struct tail {
  long sum;
  long check;
};
struct t {
  struct rec *r;
  struct tail *end;
  int fd;
};
void init4(struct t *s) {
  s->r = malloc(4096);
  s->end = (struct tail *)(s->r->data + 2 + 16);
}
void a4(struct t *s, unsigned n) { read(s->fd, s->r->data, n); }
void c4(struct t *s) { s->end->check++; }
// FAM of structs that begins within
struct pt {
  short a, b;
};
struct poly {
  long n;
  short kind;
  struct pt at[];
};
struct p {
  struct poly *p;
  struct pt *last;
  int fd;
};
void init5(struct p *s) {
  s->p = malloc(4096);
  s->last = &s->p->at[7];
}
void a5(struct p *s, unsigned n) { memset(s->p->at, 0, n); }
void c5(struct p *s) { s->last->a++; }
