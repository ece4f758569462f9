// A number of each context is an address.
// RUN: %race %s %t
// EXPECT: a b conflict
// EXPECT: c b conflict
#include <stdint.h>
int g;
struct conn { long hits; uintptr_t handle; };
void a(struct conn *c) { c->hits++; *(int *)c->handle = 1; }
void c(struct conn *c) { struct conn copy = *c; struct conn *p = &copy; p->hits = 0; *(int *)(p->handle + 4) = 1; }
void b(void) { g = 2; }
