// A string copied into a buffer.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <string>
char buf[60]; char out;
extern "C" void a() { std::string s = "hello"; s.copy(buf, 5); }
extern "C" void b() { out = buf[2]; }
