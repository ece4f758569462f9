// The bytes read from a stream.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <sstream>
char buf[40]; int out;
extern "C" void a() { std::istringstream i("hello"); i.read(buf, 40); }
extern "C" void b(int i) { out = buf[i]; }
