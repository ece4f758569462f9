// The time that is put into a stream.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <sstream>
#include <iomanip>
#include <ctime>
std::tm when;
extern "C" void a() { std::ostringstream o; o << std::put_time(&when, "%H"); }
extern "C" void b() { when.tm_hour = 5; }
