// What runs when the process aborts sees a state that the serial program has, too.
// RUN: %race %s %t
// EXPECT: a b conflict
// EXPECT: b d apart
#include <csignal>
#include <cstdlib>
#include <exception>
int served;
volatile int seen;
void report(int) { seen = served; }
struct session { int n; };
extern "C" void a(session *s) { if (s->n < 0) std::abort(); }
extern "C" void b() { served = 3; }
extern "C" void d(session *s) { s->n++; }
int main() { std::signal(SIGABRT, report); }
