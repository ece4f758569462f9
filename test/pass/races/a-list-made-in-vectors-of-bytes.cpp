// A list that lies in the bytes of a vector that is an element of a deque.
// RUN: %race --levels=-O2 %s %t
// EXPECT: reads changes conflict
// EXPECT: reads grows conflict
// EXPECT: makes makes conflict
#include <deque>
#include <new>
#include <vector>
struct items {
  int kind;
  std::vector<int> all;
};
struct session {
  items *of;
  int n;
};
struct store {
  std::deque<std::vector<unsigned char>> memory;
  session *to;
};
static items *first(store *h) {
  return std::launder(reinterpret_cast<items *>(h->memory[0].data()));
}
extern "C" void makes(store *h) { h->to->of = new (h->memory[0].data()) items{1, {2, 3}}; }
extern "C" void reads(session *s) { s->n += s->of->all[1]; }
extern "C" void changes(store *h) { first(h)->all[1]++; }
extern "C" void grows(store *h) { first(h)->all.push_back(5); }
