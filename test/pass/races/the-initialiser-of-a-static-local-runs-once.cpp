// The initialiser of a static local runs once.
// RUN: %race %s %t
// EXPECT: a b conflict
int seed; int out;
struct big { int v; big() : v(seed) { seed++; } };
big &the() { static big b; return b; }
extern "C" void a(int *o) { *o = the().v; }
extern "C" void b() { seed = 4; }
