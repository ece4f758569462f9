// A fixed address.
// RUN: %race %s %t
// EXPECT: a b conflict
int out;
void a(void) { *(volatile int *)0x10000 = 1; }
void b(void) { out = *(volatile int *)0x10000; }
