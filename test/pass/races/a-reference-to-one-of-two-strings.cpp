// A reference to one of two strings.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <string>
std::string g; char out;
extern "C" void a() { std::string t = "a long string that is not in place at all"; std::string &r = t.size() > 3 ? g : t; r[1] = 'x'; }
extern "C" void b() { out = g[1]; }
