// Promises are believed, and cited where they were.
// RUN: polychrome-clang++ -O2 -c %s -o %t.o && polychrome matrix --format=json %t.o | %python %S/../cells.py %s
// RUN: polychrome-clang++ -O0 -c %s -o %t.o && polychrome matrix --format=json %t.o | %python %S/../cells.py %s
// RUN: polychrome-clang++ --polychrome-no-clang-plugin -Wno-unknown-attributes -O2 -c %s -o %t.plain.o
// RUN: polychrome matrix --format=json %t.plain.o | %python %S/../cells.py %s PLAIN
// RUN: polychrome-clang++ -O2 -S -emit-llvm %s -o - | FileCheck %s --check-prefix=IR
// RUN: polychrome-clang++ -O2 -c %s -o %t.o && polychrome gate %t.o --baseline=%t.base --update
// RUN: FileCheck %s --check-prefix=GATE < %t.base
// IR-NOT: call {{.*}}llvm.ptr.annotation
// GATE: {{\[\[polychrome::independent]] room::cache}}
#include <polychrome/polychrome.h>
#include <string.h>

struct room {
  [[polychrome::independent]] int cache[8];
  [[polychrome::independent]] struct {
    int a, b;
  } pair;
  int members;
};
struct connection {
  room *where;
  int n;
};
[[polychrome::independent]] int last_seen;
[[polychrome::independent]] static int table[4];
int plain;

[[polychrome::independent]] void note(int n);
[[polychrome::pure]] int digest(const char *text, int n);
[[polychrome::pure]] int constant(int n);
[[polychrome::independent]] inline void noted(int n) { plain = n; }

static void fill(int *p) { *p += 1; }

extern "C" {
// CELL: field field 00    PLAIN: 01
POLYCHROME_HANDLER void field(connection *c) {
  c->where->cache[c->n & 7]++;
  c->where->pair.b = 3;
  fill(&c->where->cache[2]);
  memset(c->where->cache, 1, sizeof c->where->cache);
}
// CELL: other_field other_field 01 PLAIN: 01
// CELL: field other_field 00    PLAIN: 00
POLYCHROME_HANDLER void other_field(connection *c) { c->where->members++; }
// CELL: variable variable 00    PLAIN: 01
POLYCHROME_HANDLER void variable(connection *c) {
  last_seen = c->n;
  table[c->n & 3] = 1;
}
// CELL: function function 00
POLYCHROME_HANDLER void function(connection *c) {
  note(c->n);
  noted(c->n);
}
// The promise is of the function, not of what it writes.
// CELL: plainly plainly 01      PLAIN: 01
// CELL: plainly function 00
POLYCHROME_HANDLER void plainly(connection *c) { plain = c->n; }

char text[16];
// CELL: reads reads 00
POLYCHROME_HANDLER void reads(connection *c) {
  if (digest(text, c->n) == constant(2))
    __builtin_trap();
}
// CELL: writes writes 01        PLAIN: 01
// CELL: reads writes 01
POLYCHROME_HANDLER void writes(connection *c) { text[3] = 'a'; }
}
// ASSUMED: field [[polychrome::independent]] room::cache,
// ASSUMED: field promises.cpp:15
// ASSUMED: field [[polychrome::independent]] room::pair,
// ASSUMED: variable [[polychrome::independent]] last_seen,
// ASSUMED: variable [[polychrome::independent]] table,
// ASSUMED: function [[polychrome::independent]] note,
// ASSUMED: function [[polychrome::independent]] noted,
// ASSUMED: reads [[polychrome::pure]] digest,
// ASSUMED: reads [[polychrome::pure]] constant,
// ASSUMED: NOT plainly polychrome::
// ASSUMED: NOT other_field polychrome::
