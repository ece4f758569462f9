// Endl on cout.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <sstream>
#include <iostream>
extern "C" void a() { std::cout << std::endl; }
extern "C" void b(int i) { std::cout << 5; }
