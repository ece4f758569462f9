// A stream buffer of the programs own.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <ostream>
int g;
struct mine : std::streambuf { int overflow(int c) override { g++; return c; } };
extern "C" void a() { mine m; std::ostream o(&m); o << 5; }
extern "C" void b() { g = 3; }
