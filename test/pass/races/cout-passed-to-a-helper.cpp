// The stream reaches printf's output through a reference.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <cstdio>
#include <iostream>
static void log(std::ostream &o, int n) { o << n; }
extern "C" void a(int i) { log(std::cout, i); }
extern "C" void b() { puts("b"); }
