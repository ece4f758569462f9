// A template of the program's own is no library function for returning a library class.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <ostream>
int g;
template <class T> std::ostream &note(std::ostream &o, T *p) { ++*p; return o; }
extern "C" void a(std::ostream *o) { note<int>(*o, &g); }
extern "C" void b() { g = 1; }
