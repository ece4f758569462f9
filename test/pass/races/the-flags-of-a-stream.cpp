// The flags of a stream.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <iostream>
extern "C" void a() { std::cout.setf(std::ios::hex); }
extern "C" void b(int i) { std::cout << i; }
