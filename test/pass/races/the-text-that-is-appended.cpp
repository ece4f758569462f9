// The text that is appended.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <string>
#include <vector>
std::vector<std::string> v;
extern "C" void a() { std::string s = "a"; s.append(v[3]); s += v[4]; }
extern "C" void b() { v[3][40] = 'x'; }
