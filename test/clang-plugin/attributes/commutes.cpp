// Updates of what is marked become atomic, so handlers that only update it run together.
// RUN: polychrome-clang++ -O2 -c %s -o %t.o && polychrome matrix --format=json %t.o | %python %S/../cells.py %s
//
// The same source without the plugin: the attribute is ignored, nothing commutes.
// RUN: polychrome-clang++ --polychrome-no-clang-plugin -Wno-unknown-attributes -O2 -c %s -o %t.o
// RUN: polychrome matrix --format=json %t.o | %python %S/../cells.py %s PLAIN
//
// RUN: polychrome-clang++ -O2 %s -o - -S -emit-llvm | FileCheck %s --check-prefix=IR
// RUN: polychrome-clang++ -O0 %s -o - -S -emit-llvm | FileCheck %s --check-prefix=IR
// IR: atomicrmw add ptr @hits, i64 {{.*}} monotonic
// IR-NOT: call {{.*}}llvm.ptr.annotation
#include <polychrome/polychrome.h>

struct statistics {
  [[polychrome::commutes]] unsigned short small;
  [[polychrome::commutes]] unsigned flags;
  [[polychrome::commutes]] long total;
};
struct connection {
  statistics *stats;
  int n;
};

[[polychrome::commutes]] long hits;
extern "C" {
// CELL: add add 00        PLAIN: 01
// CELL: add subtract 00   PLAIN: 01
// CELL: add look 11       PLAIN: 11
// CELL: look look 10      PLAIN: 10
// CELL: add other_way 01  PLAIN: 01
POLYCHROME_HANDLER void add(connection *c) { hits += c->n; }
POLYCHROME_HANDLER void subtract(connection *) { --hits; }
POLYCHROME_HANDLER void look(connection *c) { c->n = static_cast<int>(hits); }
POLYCHROME_HANDLER void other_way(connection *c) {
#pragma clang diagnostic ignored "-Wunknown-warning-option"
#pragma clang diagnostic ignored "-Wpolychrome-commutes"
  hits ^= c->n;
}

// CELL: small_add small_add 10   PLAIN: 11
// CELL: set_flag set_flag 10     PLAIN: 11
// CELL: clear_flag clear_flag 10 PLAIN: 11
// CELL: set_flag clear_flag 11   PLAIN: 11
// CELL: both both 10             PLAIN: 11
POLYCHROME_HANDLER void small_add(connection *c) { c->stats->small += c->n++; }
POLYCHROME_HANDLER void set_flag(connection *c) { c->stats->flags |= 1u << c->n++; }
POLYCHROME_HANDLER void clear_flag(connection *c) { c->stats->flags &= ~(1u << c->n++); }
POLYCHROME_HANDLER void both(connection *c) {
  c->stats->total += c->n++;
  c->stats->flags |= 4;
}

// A value that is looked at is no commuting update, whoever silences the check.
// CELL: used used 11             PLAIN: 11
POLYCHROME_HANDLER void used(connection *c) { c->n = static_cast<int>(hits++); }
// CELL: exchanged exchanged 01   PLAIN: 01
POLYCHROME_HANDLER void exchanged(connection *c) { hits = hits * 2; }
}
