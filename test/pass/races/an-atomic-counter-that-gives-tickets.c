// An atomic counter that gives tickets.
// RUN: %race %s %t
// EXPECT: a a conflict
#include <stdatomic.h>
atomic_long g; 
void a(long *mine) { *mine = atomic_fetch_add(&g, 1); }
