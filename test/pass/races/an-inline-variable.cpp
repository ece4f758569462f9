// An inline variable.
// RUN: %race %s %t -std=c++17
// EXPECT: a b conflict
//--- a.cpp
inline int n;
extern "C" void a() { n = 1; }
//--- b.cpp
inline int n;
extern "C" void b() { n = 2; }
