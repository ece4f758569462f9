// Elements rotated within a global array.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <algorithm>
int v[5]; 
extern "C" void a() { std::rotate(v, v + 1, v + 5); }
extern "C" void b() { v[1] = 0; }
