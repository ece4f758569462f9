// Functions and lambdas that are marked have rows, as POLYCHROME_HANDLER functions have.
// RUN: polychrome-clang++ -std=c++23 -O2 -c %s -o %t.o && polychrome matrix --format=json %t.o | %python %S/../cells.py %s
// RUN: polychrome matrix %t.o | FileCheck %s
// RUN: polychrome-clang++ -std=c++23 -O2 %s -o %t && env POLYCHROME_STATS=1 %t 2>&1 | FileCheck %s --check-prefix=STATS
// CHECK: 5 handlers
// STATS: without-row 0
#include <polychrome/polychrome.hpp>

struct connection {
  int n;
};
long total;

[[polychrome::handler]] void by_attribute(connection *c);
void by_attribute(connection *c) { c->n++; }
static POLYCHROME_HANDLER void by_macro(connection *c) { total += c->n; }

// Outside of all functions a lambda has no other name than this.
auto everywhere = [] [[polychrome::handler]] (connection *c) { c->n += 3; };
namespace program {
auto anywhere = [] [[polychrome::handler]] (connection *c) { c->n += 4; };
}

int main() {
  connection mine{1};
  // A capturing lambda cannot be posted so; the mark is for the checks alone.
  auto capturing = [&mine] [[polychrome::handler]] { mine.n++; };
  capturing();
  polychrome::post(by_attribute, &mine);
  polychrome::post(by_macro, &mine);
  polychrome::post(+[] [[polychrome::handler]] (connection *c) { c->n += 2; }, &mine);
  polychrome::post(+everywhere, &mine);
  polychrome::post(+program::anywhere, &mine);
  polychrome_run();
  return mine.n == 12 && total == 3 ? 0 : 1;
}
// CELL: by_attribute by_attribute 10
// CELL: by_macro by_macro 01
// CELL: main::lambda#2 main::lambda#2 10
// CELL: lambda#1 lambda#1 10
// CELL: program::lambda#1 program::lambda#1 10
// CELL: by_attribute by_macro 10
