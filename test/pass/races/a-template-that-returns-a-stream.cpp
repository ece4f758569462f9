// A template that returns a stream.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <sstream>
int g;
template <class T> struct printer { template <class C> std::basic_ostream<C> &print(std::basic_ostream<C> &o) { g++; return o; } };
extern "C" void a() { std::ostringstream o; printer<int>().print(o); }
extern "C" void b(int i) { g = 1; }
