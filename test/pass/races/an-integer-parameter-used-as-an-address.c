// An integer parameter used as an address.
// RUN: %race %s %t
// EXPECT: a b conflict
int g;
void a(long addr) { *(int *)addr = 1; }
void b(void) { g = 1; }
