// The global locale.
// RUN: %race %s %t
// EXPECT: a a conflict
#include <locale>
extern "C" void a() { std::locale::global(std::locale("C")); }
