// The text that is compared.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <string>
#include <vector>
std::vector<std::string> v; volatile bool r;
extern "C" void a() { r = v[3] == v[4]; r = v[3] < v[4]; r = v[2].compare(v[3]); }
extern "C" void b() { v[3][40] = 'x'; }
