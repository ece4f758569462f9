#include <polychrome/polychrome.hpp>

struct conn {
  int key;
  int value;
  int last;
};

struct shard {
  int used;
  int table[1024];
};

polychrome::counter hits;
int limit = 1024;

POLYCHROME_HANDLER void get(conn *c, shard *s) {
  hits.add();
  if (c->key < limit)
    c->value = s->table[c->key];
}

POLYCHROME_HANDLER void put(conn *c, shard *s) {
  hits.add();
  c->last = c->key;
  if (c->last < limit)
    s->table[c->last] = c->value;
}
