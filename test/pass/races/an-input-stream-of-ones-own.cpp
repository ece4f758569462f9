// An input stream of ones own.
// RUN: %race --levels=-O2 %s %t
// EXPECT: a a free
#include <sstream>
extern "C" void a() { std::istringstream s("3 4"); int x = 0, y = 0; s >> x >> y; std::string w; s >> w; std::getline(s, w); }
