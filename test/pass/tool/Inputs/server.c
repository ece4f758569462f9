#include <polychrome/polychrome.h>
#include <stdio.h>
struct conn {
  int n;
};
int hits, total;

/* here */
POLYCHROME_HANDLER void request(struct conn *c) {
  hits = 1; /* here */
  puts("request");
  c->n = 1;
}
