#include "load.hpp"

struct conn {
  int key;
  int value;
  int last;
};

struct shard {
  int used;
  int table[entries];
};

constexpr int parts = 61;
shard shards[parts];

polychrome::counter hits;
int limit = entries;

POLYCHROME_HANDLER void get(conn *c, shard *s) {
  hits.add();
  if (c->key < limit)
    c->value = coded(s->table[c->key]);
}

POLYCHROME_HANDLER void put(conn *c, shard *s) {
  hits.add();
  c->last = c->key;
  if (c->last < limit)
    s->table[c->last] = coded(c->value);
}

int main() {
  serve<conn>([](conn *c, bool is_put) {
    shard *s = &shards[c->key % parts];
    if (is_put)
      POLYCHROME_POST(put, c, s);
    else
      POLYCHROME_POST(get, c, s);
  });
}
