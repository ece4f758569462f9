// A pointer copied between contexts.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <string.h>
int g;
struct s { int *p; int *q; };
void a(struct s *c, struct s *d) { c->p = &g; memcpy(d, c, sizeof *c); *d->p = 2; }
void b(void) { g = 2; }
