// std::cout and printf write to one place.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <iostream>
#include <cstdio>
extern "C" void a() { std::cout << "a\n"; }
extern "C" void b(int i) { printf("b\n"); }
