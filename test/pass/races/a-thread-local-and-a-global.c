// A thread local and a global.
// RUN: %race %s %t
// EXPECT: a b free
int g; _Thread_local int mine;
void a(void) { mine++; }
void b(void) { g++; }
