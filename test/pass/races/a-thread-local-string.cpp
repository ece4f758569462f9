// A thread local string.
// RUN: %race %s %t
// EXPECT: a a conflict
#include <string>
thread_local std::string buf;
extern "C" void a() { buf += "x"; }
