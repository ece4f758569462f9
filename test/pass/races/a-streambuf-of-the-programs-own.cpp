// A stream that was made before the loop calls the program's own buffer.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <ostream>
int g;
struct mine : std::streambuf { int overflow(int c) override { g++; return c; } };
mine m;
std::ostream o(&m);
extern "C" void a() { o << 5; }
extern "C" void b() { g = 3; }
