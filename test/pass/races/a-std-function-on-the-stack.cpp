// A std function on the stack.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <functional>
int g;
extern "C" void a(int n) { std::function<void()> f; if (n) f = [] { g++; }; if (f) f(); }
extern "C" void b() { g = 0; }
