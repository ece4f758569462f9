// A pointer thrown by another unit.
// RUN: %race %s %t
// EXPECT: a b conflict
//--- a.cpp
void thrower();
int out;
extern "C" void a() { try { thrower(); } catch (int *p) { *p = 1; } }
//--- b.cpp
static int g;
void thrower() { throw &g; }
extern "C" void b() { g = 1; }
