// A span of a global vector.
// RUN: %race %s %t -std=c++20
// EXPECT: a b conflict
#include <span>
#include <vector>
std::vector<int> g(10); int out;
extern "C" void a() { std::span<int> s(g); s[3] = 1; }
extern "C" void b() { out = g[3]; }
