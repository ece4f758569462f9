// A counter under a spinlock.
// RUN: %race %s %t
// EXPECT: a a conflict
#include <stdatomic.h>
atomic_flag f = ATOMIC_FLAG_INIT; int g;
void a(void) { while (atomic_flag_test_and_set(&f)) ; g++; atomic_flag_clear(&f); }
