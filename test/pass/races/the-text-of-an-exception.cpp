// The text of an exception.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <stdexcept>
char text[40];
extern "C" void a() { try { throw std::runtime_error(text); } catch (std::runtime_error &) {} }
extern "C" void b(int i) { text[i] = 'x'; }
