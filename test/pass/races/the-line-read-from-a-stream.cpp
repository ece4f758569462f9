// The line read from a stream.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <sstream>
std::string g; char out;
extern "C" void a() { std::istringstream i("hello"); std::getline(i, g); }
extern "C" void b(int i) { out = g[i]; }
