// The string view that is printed.
// RUN: %race %s %t -std=c++17
// EXPECT: a b conflict
#include <sstream>
#include <string_view>
char text[100];
extern "C" void a() { std::ostringstream o; o << std::string_view(text, 10); }
extern "C" void b() { text[3] = 'x'; }
