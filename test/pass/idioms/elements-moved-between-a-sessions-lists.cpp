// Numbers that a handler moves out of its session's list and back are the session's own; not so
// where they are pointers.
// RUN: %listing -std=c++20 -g | FileCheck %s
// RUN: %listing -std=c++20 -g -DTWIN | FileCheck %s --check-prefix=TWIN
#include <list>
#include <polychrome/polychrome.h>

#ifdef TWIN
using number = long *;
inline long &value(number n) { return *n; }
#else
using number = long;
inline long &value(number &n) { return n; }
#endif

struct session {
  long id;
  std::list<number> numbers;
};

extern "C" POLYCHROME_HANDLER void move_out_and_back(session *s) {
  std::list<number> m;
  m.splice(m.end(), s->numbers);
  for (auto &x : m)
    ++value(x);
  s->numbers.splice(s->numbers.end(), m);
}
// CHECK-DAG: cell move_out_and_back | move_out_and_back = 10
// TWIN-DAG: cell move_out_and_back | move_out_and_back = {{[01]}}1

extern "C" POLYCHROME_HANDLER void one_node(session *s) {
  std::list<number> m;
  m.splice(m.begin(), s->numbers, s->numbers.begin());
  ++value(m.front());
}
// CHECK-DAG: cell one_node | one_node = 10
// TWIN-DAG: cell one_node | one_node = {{[01]}}1
