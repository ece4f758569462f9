// A string assigned by move.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <string>
std::string g;
bool out;
extern "C" void a() { std::string s; s.assign(std::move(g)); }
extern "C" void b() { out = g.empty(); }
