// A list of xored pointers.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <stdint.h>
struct node { int v; uintptr_t both; };
struct node x, y, z;
void a(void) { struct node *prev = &x, *n = &y; struct node *next = (struct node *)(n->both ^ (uintptr_t)prev); next->v = 1; }
void b(void) { z.v = 2; }
