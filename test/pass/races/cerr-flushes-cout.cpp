// std::cerr is tied to std::cout.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <iostream>
extern "C" void a() { std::cout << "a"; }
extern "C" void b(int i) { std::cerr << i; }
