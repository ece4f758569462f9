// A reference to a static string.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <string>
std::string &name() { static std::string s; return s; }
char out;
extern "C" void a() { name() = "hello"; }
extern "C" void b() { out = name()[0]; }
