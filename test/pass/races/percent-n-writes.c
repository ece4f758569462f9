// Percent n writes.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <stdio.h>
int g;
struct conn { char out[100]; };
void a(struct conn *x) { sprintf(x->out, "%d%n\n", 5, &g); }
void b(int i) { g = i; }
