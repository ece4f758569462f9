// An atomic counter that nobody reads back.
// RUN: %race %s %t
// EXPECT: a a free
// EXPECT: a b conflict
#include <stdatomic.h>
atomic_long g; long seen;
void a(void) { atomic_fetch_add(&g, 1); }
void b(void) { seen = g; }
