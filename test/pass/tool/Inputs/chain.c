#include <polychrome/polychrome.h>
struct conn;
int hits;

static void add(struct conn *c) {
  hits = 1;
}
static void count(struct conn *c) {
  add(c);
}

POLYCHROME_HANDLER void first(struct conn *c) {
  count(c);
}

POLYCHROME_HANDLER void second(struct conn *c) {

  hits = 2;
}
