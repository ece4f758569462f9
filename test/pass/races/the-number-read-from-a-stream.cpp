// The number read from a stream.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <sstream>
int g; int out;
extern "C" void a() { std::istringstream i("hello"); i >> g; }
extern "C" void b(int i) { out = g; }
