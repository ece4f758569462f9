#include <polychrome/polychrome.hpp>

struct conn {
  int key;
  int value;
};

long hits;
int limit;
int table[1024];
int last;

POLYCHROME_HANDLER void configure(conn *c) { limit = c->value; }

POLYCHROME_HANDLER void get(conn *c) {
  hits++;
  if (c->key < limit)
    c->value = table[c->key];
}

POLYCHROME_HANDLER void put(conn *c) {
  hits++;
  last = c->key;
  if (last < limit)
    table[last] = c->value;
}
