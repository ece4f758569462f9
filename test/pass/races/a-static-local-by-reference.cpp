// A static local by reference.
// RUN: %race %s %t
// EXPECT: a b conflict
int &counter() { static int n; return n; }
extern "C" void a() { counter()++; }
extern "C" void b() { counter() = 3; }
