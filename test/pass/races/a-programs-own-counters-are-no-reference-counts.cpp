// A program's own counters, changed by libstdc++'s documented atomic functions: what those return
// is looked at, and others read and set the counter, so it is no reference count of the library's.
// RUN: %race %s %t
// EXPECT: ticket ticket conflict
// EXPECT: ticket read conflict
// EXPECT: add read conflict
// EXPECT: add set conflict
#include <ext/atomicity.h>
struct session {
  int n;
};
_Atomic_word tickets;
extern "C" {
void ticket(session *s) { s->n = __gnu_cxx::__exchange_and_add_dispatch(&tickets, 1); }
void add() { __gnu_cxx::__atomic_add_dispatch(&tickets, 1); }
void read(session *s) { s->n = tickets; }
void set() { tickets = 0; }
}
