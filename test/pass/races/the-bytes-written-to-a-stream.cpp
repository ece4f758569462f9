// The bytes written to a stream.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <sstream>
char buf[40];
extern "C" void a() { std::ostringstream o; o.write(buf, 40); }
extern "C" void b(int i) { buf[i] = 1; }
