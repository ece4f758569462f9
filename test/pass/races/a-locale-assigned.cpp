// A locale assigned.
// RUN: %race %s %t
// EXPECT: a a conflict
#include <locale>
std::locale l;
extern "C" void a() { l = std::locale("C"); }
