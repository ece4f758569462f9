// A comparator of sort that counts.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <algorithm>
#include <vector>
int compared;
extern "C" void a() { std::vector<int> v{3, 1, 2}; std::sort(v.begin(), v.end(), [](int x, int y) { compared++; return x < y; }); }
extern "C" void b() { compared = 0; }
