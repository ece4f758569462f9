// A message handed over by exchange.
// RUN: %race %s %t
// EXPECT: give take conflict
#include <stdatomic.h>
struct msg { int n; };
_Atomic(struct msg *) box;
void give(struct msg *m) { m->n = 1; atomic_store(&box, m); }
void take(void) { struct msg *m = atomic_exchange(&box, (struct msg *)0); if (m) m->n = 2; }
