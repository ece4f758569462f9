// Assembly in a handler.
// RUN: %race %s %t
// EXPECT: a b conflict
int g, h;
void a(void) { __asm__ volatile("" ::: "memory"); }
void b(void) { g = 1; }
