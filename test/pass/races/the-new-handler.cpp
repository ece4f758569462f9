// A new handler, which any handler may run.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <new>
int reserve;
void give_up_reserve() { reserve = 0; }
struct session { int *p; int n; };
extern "C" void a(session *s) { s->p = new int(3); }
extern "C" void b() { reserve = 3; }
int main() { std::set_new_handler(give_up_reserve); }
