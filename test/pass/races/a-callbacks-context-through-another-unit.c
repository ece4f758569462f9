// A callbacks context through another unit.
// RUN: %race %s %t
// EXPECT: a b conflict
//--- a.c
void each(void (*f)(void *), void *p);
int g;
static void bump(void *p) { ++*(int *)p; }
void a(int i) { each(bump, &g); }
void b(void) { g = 2; }
//--- b.c
void each(void (*f)(void *), void *p) { f(p); }
