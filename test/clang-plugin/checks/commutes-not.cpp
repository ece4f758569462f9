// Updates that commute, and reads.
// RUN: %verify %s -Wno-unused-value
// expected-no-diagnostics
#include <stdio.h>

[[polychrome::commutes]] long hits;
struct statistics {
  [[polychrome::commutes]] int reads = 0;
  [[polychrome::commutes]] unsigned flags = 0;
  [[polychrome::commutes]] unsigned char small = 0;
  statistics() : flags(0) {}
} stats;
statistics *all[3];

void look(const long &);
void address(const long *);

long used(int k, bool b) {
  hits++;
  ++hits, --stats.reads;
  (void)(hits += k);
  for (int i = 0; i < 3; ++i, hits -= i)
    stats.reads += all[i]->reads;
  if (b)
    all[k]->flags |= 1u << k;
  else
    (stats.flags) |= 2;
  while (k--)
    stats.small ^= 1;
  switch (k) {
  case 3:
    ++hits;
    break;
  default:
    hits += sizeof(hits);
  }
  look(hits);
  address(&hits);
  const long &now = hits;
  auto later = [] { ++hits; };
  later();
  printf("%ld\n", hits);
  return hits + now;
}

template <typename T> struct table {
  [[polychrome::commutes]] T lookups = 0;
  void look() { lookups += 1; }
  T read() { return lookups + 1; }
};
template struct table<long>;
