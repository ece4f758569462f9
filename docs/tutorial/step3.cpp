#include <polychrome/polychrome.hpp>

struct conn {
  int key;
  int value;
  int last;
};

polychrome::counter hits;
int limit;
int table[1024];

POLYCHROME_HANDLER void configure(conn *c) { limit = c->value; }

POLYCHROME_HANDLER void get(conn *c) {
  hits.add();
  if (c->key < limit)
    c->value = table[c->key];
}

POLYCHROME_HANDLER void put(conn *c) {
  hits.add();
  c->last = c->key;
  if (c->last < limit)
    table[c->last] = c->value;
}
