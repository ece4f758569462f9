// A facet of the programs own.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <locale>
int g;
struct mine : std::numpunct<char> { char do_decimal_point() const override { g++; return ','; } };
extern "C" void a(std::locale *l) { std::use_facet<std::numpunct<char>>(*l).decimal_point(); }
extern "C" void b() { g = 3; }
