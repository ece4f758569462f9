#include "load.hpp"

struct conn {
  int key;
  int value;
  int last;
};

polychrome::counter hits;
int limit;
int table[entries];

POLYCHROME_HANDLER void configure(conn *c) { limit = c->value; }

POLYCHROME_HANDLER void get(conn *c) {
  hits.add();
  if (c->key < limit)
    c->value = coded(table[c->key]);
}

POLYCHROME_HANDLER void put(conn *c) {
  hits.add();
  c->last = c->key;
  if (c->last < limit)
    table[c->last] = coded(c->value);
}

int main() {
  static conn console;
  console.value = entries;
  POLYCHROME_POST(configure, &console);
  serve<conn>([](conn *c, bool is_put) {
    if (is_put)
      POLYCHROME_POST(put, c);
    else
      POLYCHROME_POST(get, c);
  });
}
