// A thrown pointer.
// RUN: %race %s %t
// EXPECT: a b conflict
int g;
static void thrower() { throw &g; }
extern "C" void a() { try { thrower(); } catch (int *p) { *p = 1; } }
extern "C" void b() { g = 1; }
