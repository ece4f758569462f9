// A template that returns a string.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <string>
int g;
template <class T> struct box { template <class U> std::string find_it(U u) const { g++; return {}; } };
extern "C" void a() { box<int>().find_it(3); }
extern "C" void b(int i) { g = 1; }
