// Callbacks that sessions leave in a list of a room's run when the room says so.
// RUN: %race %s %t
// EXPECT: fire own conflict
// EXPECT: fire fire conflict
// EXPECT: join fire conflict
#include <functional>
#include <vector>
std::vector<std::function<void(long)>> listeners;
struct session { long n; };
extern "C" void join(session *s) { listeners.push_back([s](long k) { s->n += k; }); }
extern "C" void fire() { for (auto &f : listeners) f(1); }
extern "C" void own(session *s) { ++s->n; }
