// Objects made in the bytes of a vector that is an element of another one.
// RUN: %race --levels=-O1,-O2 %s %t
// EXPECT: reads changes conflict
// EXPECT: makes makes conflict
#include <new>
#include <vector>
struct pair {
  int first, second;
};
struct session {
  pair *at;
  int n;
};
struct store {
  std::vector<std::vector<unsigned char>> all;
  session *to;
};
extern "C" void makes(store *h) { h->to->at = new (h->all[0].data()) pair{1, 2}; }
extern "C" void reads(session *s) { s->n += s->at->second; }
extern "C" void changes(store *h) {
  std::launder(reinterpret_cast<pair *>(h->all[0].data()))->second++;
}
