// The text that is searched for.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <string>
#include <vector>
std::vector<std::string> v;
extern "C" void a(const char *t) { std::string s(t); volatile auto x = s.find(v[3]); }
extern "C" void b() { v[3][40] = 'x'; }
