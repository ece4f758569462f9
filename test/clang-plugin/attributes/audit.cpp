// The audit finds marked updates where the matrix has them, and leaves promises alone.
// RUN: polychrome-clang++ --polychrome=audit -O2 %s -o %t && %t
// RUN: polychrome-clang++ --polychrome=audit -O0 %s -o %t && %t
#include <polychrome/log.hpp>
#include <polychrome/polychrome.h>

struct statistics {
  [[polychrome::commutes]] unsigned flags = 0;
  [[polychrome::commutes]] unsigned turned = 0;
  [[polychrome::commutes]] unsigned kept = ~0u;
  [[polychrome::independent]] int cache[4] = {};
} shared;
[[polychrome::commutes]] long hits;
[[polychrome::independent]] int last;
struct connection {
  int n;
};

extern "C" {
POLYCHROME_HANDLER void update(connection *c) {
  hits += c->n;
  shared.flags |= 1u << (c->n & 7);
  shared.turned ^= 1u;
  shared.kept &= ~(1u << (c->n & 7));
  shared.cache[c->n & 3]++;
  last = c->n;
}
POLYCHROME_HANDLER void logs(connection *c) { polychrome::log() << c->n; }
}

int main() {
  connection all[8];
  for (int i = 0; i < 80; ++i) {
    all[i & 7].n = i & 7;
    POLYCHROME_POST(update, &all[i & 7]);
    POLYCHROME_POST(logs, &all[i & 7]);
  }
  polychrome_run();
  return hits == 280 && shared.flags == 255 && shared.turned == 0 && shared.kept == ~255u ? 0 : 1;
}
