// A terminate handler sees a state that the serial program has, too.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <exception>
int served;
volatile int seen;
[[noreturn]] void report() { seen = served; for (;;) ; }
struct session { int n; };
extern "C" void a(session *s) { if (s->n < 0) std::terminate(); }
extern "C" void b() { served = 3; }
int main() { std::set_terminate(report); }
