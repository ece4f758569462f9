// The precision of a stream.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <iostream>
extern "C" void a() { std::cout.precision(3); }
extern "C" void b(int i) { std::cout << 1.5 * i; }
